"""What is done again and again without anybody asking: the schedule of the beat."""

from typing import Any

from celery.schedules import schedule

from portal import environment
from portal.mailing import MAIL_ON

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
    "tell-rest": {
        "task": "evaluations.tasks.tell_rest",
        "schedule": schedule(run_every=60),
        "options": {"expires": 60},
    },
    "settle-overdue": {
        "task": "evaluations.tasks.settle_overdue",
        "schedule": schedule(run_every=300),
        "options": {"expires": 300},
    },
    "sweep-messages": {
        "task": "evaluations.tasks.sweep_messages",
        "schedule": schedule(run_every=3600),
        "options": {"expires": 3600},
    },
    "remind": {  # each is told once; asked for more often, so that a deadline that was moved is noticed
        "task": "evaluations.tasks.remind",
        "schedule": schedule(run_every=1800),
        "options": {"expires": 1800},
    },
}
MAIL: dict[str, dict[str, Any]] = {
    "send-mails": {
        "task": "evaluations.tasks.send_mails",
        "schedule": schedule(run_every=30),
        "options": {"expires": 30},
    },
}
"""What is done besides where a mail server is set."""
if MAIL_ON:
    PERIODIC |= MAIL
