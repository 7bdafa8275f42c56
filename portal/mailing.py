"""Settings of messages and of the mail server that may carry them; without a server nothing is mailed."""

from typing import Any

from kombu import Queue

from portal import environment

REMIND_DAYS = environment.number("PORTAL_REMIND_DAYS", 3)
"""So many working days before a deadline those who owe something are reminded; 0: never."""
KEEP_READ_DAYS = environment.number("PORTAL_KEEP_READ_DAYS", 186)
"""So many days after it was read a message goes; 0: never. What was done stands in 办理记录, not in messages."""
KEEP_UNREAD_DAYS = environment.number("PORTAL_KEEP_UNREAD_DAYS", 730)
"""So many days after it was made a message goes that nobody has read; 0: never."""
MAIL_HOST = environment.text("PORTAL_MAIL_HOST", "")
MAIL_ON = bool(MAIL_HOST)
MAIL_FROM = environment.text("PORTAL_MAIL_FROM", "portal@localhost")
PORTAL_ADDRESS = environment.text("PORTAL_ADDRESS", "")
"""The portal's own address as a mail gives it; '' leaves it out."""
MAIL_SECONDS = 15
MAILERS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": MAIL_HOST or "localhost",
            "port": environment.number("PORTAL_MAIL_PORT", 25),
            "username": environment.text("PORTAL_MAIL_USER", ""),
            "password": environment.text("PORTAL_MAIL_PASSWORD", ""),
            "use_tls": environment.switch("PORTAL_MAIL_TLS", default=False),
            "use_ssl": environment.switch("PORTAL_MAIL_SSL", default=False),
            "timeout": MAIL_SECONDS,
        },
    }
}

CELERY_TASK_QUEUES = (Queue("celery"), Queue("mail"))  # a worker takes both unless it is told -Q
CELERY_TASK_ROUTES = {"evaluations.tasks.send_mails": {"queue": "mail"}}
