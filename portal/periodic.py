"""What is done again and again without anybody asking: the schedule of the beat."""

from typing import Any

from celery.schedules import schedule

from portal import environment

PERIODIC: dict[str, dict[str, Any]] = {
    "sweep-jobs": {
        "task": "evaluations.tasks.sweep_jobs",
        "schedule": schedule(run_every=environment.number("PORTAL_SWEEP_SECONDS", 20)),
        "options": {"expires": 60},
    },
    "refresh-summaries": {
        "task": "evaluations.tasks.refresh_summaries",
        "schedule": schedule(run_every=20),
        "options": {"expires": 20},
    },
    "sweep-evidence": {
        "task": "evaluations.tasks.sweep_evidence",
        "schedule": schedule(run_every=900),
        "options": {"expires": 600},
    },
    "anchor-heads": {  # one file a day; asked for more often, so that a machine that was off at night has one too
        "task": "evaluations.tasks.anchor_heads",
        "schedule": schedule(run_every=3600),
        "options": {"expires": 3600},
    },
    "sweep-drafts": {
        "task": "evaluations.tasks.sweep_drafts",
        "schedule": schedule(run_every=900),
        "options": {"expires": 600},
    },
}
