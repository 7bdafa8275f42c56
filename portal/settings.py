"""All settings. What differs from one office to the next comes from the environment (see .env.example)."""

from pathlib import Path

from django.conf import global_settings
from django.utils.csp import CSP

from portal import environment
from portal.mailing import *  # noqa: F403
from portal.periodic import PERIODIC

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.folder("PORTAL_DATA_DIR", BASE_DIR / "var")

# --- how it runs -----------------------------------------------------------------------------------------
PRODUCTION = environment.switch("PORTAL_PRODUCTION", default=False)
DEBUG = environment.switch("PORTAL_DEBUG", default=False)
DEFAULT_SECRET_KEY = "only-for-a-machine-that-nobody-else-can-reach"  # noqa: S105 - refused by portal.E003
SECRET_KEY = environment.text("PORTAL_SECRET_KEY", DEFAULT_SECRET_KEY)
SEAL_KEY = environment.text(
    "PORTAL_SEAL_KEY", DEFAULT_SECRET_KEY
)  # of the history; kept apart from the database
OLD_SEAL_KEYS = environment.words("PORTAL_OLD_SEAL_KEYS", "")
SECRET_KEY_FALLBACKS = environment.words("PORTAL_OLD_SECRET_KEYS", "")
ALLOWED_HOSTS = environment.words("PORTAL_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("PORTAL_ORIGINS", "")
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

INSTALLED_APPS = [
    "portal",
    "evaluations",
    "rubrics",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "import_export",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "evaluations.gate.AccessGate",  # the access table decides before any view runs
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.portal",
            ],
        },
    }
]

# --- data ------------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA_DIR / "files"  # never served by address: a view checks the right and streams the file
ANCHOR_ROOT = environment.folder(
    "PORTAL_ANCHOR_DIR", DATA_DIR / "anchors"
)  # the heads of the history, day by day
EVIDENCE_ROOT = environment.folder("PORTAL_EVIDENCE_DIR", DATA_DIR / "evidence")  # neither are these
EVIDENCE_FILE_MB = environment.number("PORTAL_EVIDENCE_FILE_MB", 30)
EVIDENCE_FILING_MB = environment.number("PORTAL_EVIDENCE_FILING_MB", 500)
EVIDENCE_MEGAPIXELS = environment.number("PORTAL_EVIDENCE_MEGAPIXELS", 60)
CLAMD_ADDRESS = environment.text(
    "PORTAL_CLAMD", ""
)  # set: every file is scanned, and refused without an answer
CLAMD_SECONDS = environment.number("PORTAL_CLAMD_SECONDS", 30)
FILE_UPLOAD_HANDLERS = ["portal.uploads.CappedUpload", *global_settings.FILE_UPLOAD_HANDLERS]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a table of several hundred rows is one post

# --- words, dates ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- who is asking ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "portal.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 60 * environment.number("PORTAL_IDLE_MINUTES", 30)
SESSION_SAVE_EVERY_REQUEST = True  # the age counts from the last request, not from signing in
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- what a browser may do with a page -------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portal.views.trouble.stale"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the machine itself, without a certificate
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if environment.switch("PORTAL_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- what the pages say about themselves -----------------------------------------------------------------
PORTAL_TITLE = environment.text("PORTAL_TITLE", "部门整体支出绩效自评管理")
PORTAL_OWNER = environment.text("PORTAL_OWNER", "区财政局 · 预算绩效管理")
PORTAL_NOTE = environment.text(
    "PORTAL_NOTE", ""
)  # stands in every page foot, such as that the data are examples

# --- assets ----------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = environment.folder("PORTAL_STATIC_ROOT", BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
VENDOR_DIR = BASE_DIR / "static" / "vendor"  # copied from npm packages by bin/setup, not in git
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION
STATICFILES_STORAGE_CLASS = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if PRODUCTION
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_STORAGE_CLASS},
}
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- fonts of the printed report: role -> file; an office that owns others points at its own ---------------
FONT_DIR = environment.folder("PORTAL_FONT_DIR", BASE_DIR / "var" / "fonts")
FONT_ROLES = {
    role: environment.folder(f"PORTAL_FONT_{role.upper()}", FONT_DIR / f"{role}.ttf")
    for role in ("song", "hei", "kai", "body", "latin", "rare", "rarest", "emoji")
}

# --- the work queue --------------------------------------------------------------------------------------
CELERY_BROKER_URL = environment.text("PORTAL_BROKER_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": environment.number("PORTAL_VISIBILITY_SECONDS", 300),  # longer than any task
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,  # else a killed worker's task waits for every tenth look
    "socket_connect_timeout": 3,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.2}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = CELERY_EVENT_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True  # the job's own row is the truth about work
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 200
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = PERIODIC

# --- logs ------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("PORTAL_LOG_LEVEL", "INFO")},
    "loggers": {"fontTools": {"level": "WARNING"}},  # tells every glyph it keeps
}
