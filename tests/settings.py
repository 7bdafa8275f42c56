"""The project's settings, with what only tests want: quick password hashes, a broker that needs no server."""

import os

from portal.settings import *  # noqa: F403
from portal.settings import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_BROKER_URL = os.environ.get("PORTAL_BROKER_URL", "memory://")

# A file instead of memory: web server, worker and tests are processes of their own, as they are in earnest.
folder = os.environ.get("PORTAL_TEST_FOLDER")
if folder and DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{folder}/test.sqlite3"}
