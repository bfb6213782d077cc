"""All settings, read from the environment; docs/settings.md explains each variable."""

from pathlib import Path

from django.utils.csp import CSP

from config.database import database_from_url
from config.env import (
    BadSettingError,
    env_bool,
    env_choice,
    env_int,
    env_list,
    env_str,
)

BASE_DIR = Path(__file__).resolve().parent.parent

# "production" is the default; "demo" is what `make run` chooses; "test" is chosen by the tests.
PROFILE = env_choice("PROFILE", ("production", "demo", "test"), "production")
DEMO = PROFILE == "demo"
# For working on templates and styles: nothing is cached, errors are shown in full. Never in production.
DEBUG = env_bool("DEBUG", default=False)
if DEBUG and PROFILE == "production":
    raise BadSettingError("DEBUG", "cannot be on in production.")

SECRET_KEY = env_str("SECRET_KEY")
if not SECRET_KEY:
    raise BadSettingError("SECRET_KEY", "is missing; set it to a long random text.")
# The first encrypts, all decrypt; the last one makes the keyed hashes.
ENCRYPTION_KEYS = env_list("ENCRYPTION_KEYS") or [SECRET_KEY]

ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = env_str("SITE_URL", "http://localhost:8000").rstrip("/")
SITE_NAME = env_str("SITE_NAME", "Unknot")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", SITE_URL)

DATABASE_URL = env_str("DATABASE_URL")
if not DATABASE_URL:
    raise BadSettingError("DATABASE_URL", "is missing; `make run` starts a database of its own.")
DATABASES = {"default": database_from_url(DATABASE_URL, pool_size=env_int("DATABASE_POOL_SIZE", 4))}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "taggit",
    "lucide",
    "django_htmx",
    "django_tasks_db",
    "audit",
    "accounts",
    "posts",
    "notifications",
    "search",
    "moderation",
    "comments",
    "knowledge",
    "qa",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lib.middleware.UserErrorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "config.context_processors.site",
            ],
        },
    },
]

# People
AUTH_USER_MODEL = "accounts.User"
# The address is unique whatever its case (constraint user_email_once), which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["accounts.backends.SiteAuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("handle", "email", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if PROFILE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "accounts.signup.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_USERNAME_VALIDATORS = "accounts.validators.HANDLE_VALIDATORS"

# Sessions and cookies
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PROFILE == "production"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"

# Transport
SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", default=PROFILE == "production")
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # load balancers ask without TLS
SECURE_HSTS_SECONDS = env_int("SECURE_HSTS_SECONDS", 31_536_000 if PROFILE == "production" else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
if env_bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# The largest form is a question: 30,000 letters of up to 4 bytes, percent-encoded threefold.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# Files: at most four in one form, each cut off above lib.uploads.MAX_BYTES; from 1 MB on they wait on disk.
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "lib.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env_str("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
# Uploaded files; config.views.media serves them from whatever storage holds them.
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env_str("MEDIA_ROOT", str(BASE_DIR / "var" / "media")))
# Files that only some may read; kept outside of everything that a web server hands out.
PRIVATE_ROOT = Path(env_str("PRIVATE_ROOT", str(BASE_DIR / "var" / "private")))
STORAGES = {
    "private": (
        {"BACKEND": "django.core.files.storage.InMemoryStorage"}
        if PROFILE == "test"
        else {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": PRIVATE_ROOT,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    ),
    "default": {
        "BACKEND": (
            "django.core.files.storage.InMemoryStorage"
            if PROFILE == "test"
            else "django.core.files.storage.FileSystemStorage"
        )
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if PROFILE == "test" or DEBUG
            else "config.storage.ModuleManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = PROFILE == "test" or DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Background work and mail: a message becomes a task in the transaction that causes it,
# the worker hands it to the mailer "outbound".
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
DEFAULT_FROM_EMAIL = env_str("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAILERS = {
    "default": {"BACKEND": "lib.mail.QueuedEmailBackend"},
    "outbound": (
        {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": env_str("EMAIL_HOST", "localhost"),
                "port": env_int("EMAIL_PORT", 587),
                "username": env_str("EMAIL_HOST_USER"),
                "password": env_str("EMAIL_HOST_PASSWORD"),
                "use_tls": env_bool("EMAIL_USE_TLS", default=True),
                "timeout": 20,
            },
        }
        if PROFILE == "production"
        else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    ),
}
# Tasks that read the outbox of posts; enqueued in the transaction of each change.
POST_CHANGE_TASKS = ["search.tasks.index_changes"]
# Functions that tell the search index what the apps above know about posts (search.extras).
SEARCH_EXTRAS = ["knowledge.indexed.describe_articles"]
# Tasks that follow what moderators decide; enqueued with the key of each decision.
DECISION_TASKS = ["comments.jobs.follow_decision"]
# Tasks that follow when someone has confirmed an e-mail address; enqueued with the key of the person.
EMAIL_CONFIRMED_TASKS = ["comments.jobs.offer_claim"]
# Tasks that take the id of a person whose standing as an expert has ended or is back.
STANDING_CHANGE_TASKS = ["qa.tasks.recount_opinions", "search.tasks.index_expert"]
# Tasks without arguments that `manage.py daily` enqueues, each at most once a day.
DAILY_TASKS = [
    "accounts.tasks.remind_experts",
    "accounts.tasks.lapse_experts",
    "accounts.tasks.erase_documents",
    "comments.jobs.tidy_guests",
    "search.tasks.follow_daily",
]

# Cache
CACHE_URL = env_str("CACHE_URL")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "unknot"}
    )
}

# Tags
TAGGIT_CASE_INSENSITIVE = True

# How to reach the operator; each is left out of the contact page while unset.
CONTACT_ADDRESS = env_str("CONTACT_ADDRESS")
CONTACT_PHONE = env_str("CONTACT_PHONE")
CONTACT_MESSENGER = env_str("CONTACT_MESSENGER")
CONTACT_EMAIL = env_str("CONTACT_EMAIL")

LOG_LEVEL = env_str("LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "level": LOG_LEVEL}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
