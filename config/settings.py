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
from config.media_storage import media_storage
from config.oidc import provider_origins, read_oidc_providers

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
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
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
    "lib.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.TimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.WriteLimitMiddleware",
    "posts.middleware.CircumstancesMiddleware",
    "lib.middleware.UserErrorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "lib.compiled_templates.loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context_processors.site",
            ],
            # The tag of that name, which draws fixed icons only once.
            "libraries": {"lucide": "config.templatetags.icons", "once": "lib.compiled_templates.once"},
        },
    },
]

FORM_RENDERER = "lib.form_fields.FieldRenderer"

# People
AUTH_USER_MODEL = "accounts.User"
# The address is unique whatever its case (constraint user_email_once), which this check cannot see.
# templates.W003: a library of tags stands in for that of the same name, on purpose (see TEMPLATES).
SILENCED_SYSTEM_CHECKS = ["auth.W004", "templates.W003"]
AUTHENTICATION_BACKENDS = ["accounts.backends.SiteAuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("handle", "email", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.GuessingValidator"},
]
if PROFILE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "accounts.allauth_forms.SignupForm",
    "change_password": "accounts.allauth_forms.ChangePasswordForm",
    "set_password": "accounts.allauth_forms.SetPasswordForm",
    "reset_password_from_key": "accounts.allauth_forms.ResetPasswordKeyForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
# By code: only the browser that asked can use it, and it works for people with a second factor too.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60  # seconds
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60  # seconds
ACCOUNT_RATE_LIMITS = {
    "login": "20/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "10/h/ip",
    "reset_password": "10/h/ip,3/h/key",
    "request_login_code": "10/h/ip,3/10m/key",
    "confirm_email": "1/10s/key",
    "change_password": "5/m/user",
    "manage_email": "10/h/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_USERNAME_VALIDATORS = "accounts.validators.HANDLE_VALIDATORS"

# Second factors and passkeys
MFA_ADAPTER = "accounts.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "accounts.mfa_forms.AddPasskeyForm",
    "signup_webauthn": "accounts.mfa_forms.SignupPasskeyForm",
    "login_webauthn": "accounts.mfa_forms.LoginPasskeyForm",
    "authenticate_webauthn": "accounts.mfa_forms.AuthenticatePasskeyForm",
    "edit_webauthn": "accounts.mfa_forms.RenamePasskeyForm",
    "reauthenticate_webauthn": "accounts.mfa_forms.ReauthenticatePasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
# Passkeys need https, which laptops and tests do not have.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PROFILE != "production"

# Accounts of other sites. Nobody gets into an existing account by an e-mail address that a provider tells:
# signed in, people connect their accounts themselves.
OIDC_PROVIDERS = read_oidc_providers(env_str("OIDC_PROVIDERS"))
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_PROVIDERS, "OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.allauth_forms.SocialSignupForm"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_LOGIN_ON_GET = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_REQUIRED = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "mandatory"

# Sessions and cookies. Without a shared cache a process would not know that another one has ended a session.
SESSION_ENGINE = (
    "django.contrib.sessions.backends.cached_db" if env_str("CACHE_URL") else "accounts.session_store"
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PROFILE == "production"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"

# Transport
SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", default=PROFILE == "production")
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # load balancers ask without TLS
SECURE_HSTS_SECONDS = env_int("SECURE_HSTS_SECONDS", 31_536_000 if PROFILE == "production" else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
BEHIND_TLS_PROXY = env_bool("BEHIND_TLS_PROXY", default=False)
# How many proxies of ours add to X-Forwarded-For: limits count by the address that the outermost one saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXY_COUNT", 1 if BEHIND_TLS_PROXY else 0)
if BEHIND_TLS_PROXY:
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
    "form-action": [CSP.SELF, *provider_origins(OIDC_PROVIDERS)],
    "frame-ancestors": [CSP.NONE],
}
# The largest form is a question: 30,000 letters of up to 4 bytes, percent-encoded threefold.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
# Files: at most four in one form, each cut off above lib.uploads.MAX_BYTES; from 1 MB on they wait on disk.
DATA_UPLOAD_MAX_NUMBER_FILES = 8
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
    "default": media_storage(PROFILE),
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
    "default": {"BACKEND": "lib.task_queue.TaskQueue"},
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
# Functions that take a post whose text is new or changed, in the transaction of the change.
POST_TEXT_FOLLOWERS = ["qa.actions.watching_danger.follow_text"]
# Functions that take a locked post which its author has just deleted, in that transaction.
POST_TAKEN_BACK_FOLLOWERS = ["moderation.actions.queueing.settle_taken_back"]
# Functions that erase what the apps above keep beside the text of a post that is erased for good; in its transaction.
POST_PURGE_HOOKS = ["qa.actions.erasing.forget_beside"]
# What looks at each text before it is public: a posts.submissions.Submission in, a Verdict out.
POST_SCREEN = "moderation.actions.screening.screen"
# With a key of Akismet texts of members who are not trusted go to that service, in the background.
AKISMET_KEY = env_str("AKISMET_KEY") if PROFILE != "test" else ""
# The modules that look, and from which sum of their scores on a text waits for a moderator or is not taken.
# What an administrator changes on the site counts before this.
SCREENING = {
    "checks": [
        "moderation.screening.links",
        "moderation.screening.phones",
        "moderation.screening.velocity",
        "moderation.screening.first_posts",
        "moderation.screening.repeats",
        "moderation.screening.typing_speed",
        "moderation.screening.disposable",
        "moderation.screening.phrases",
        "moderation.screening.personal_data",
        "moderation.screening.wording",
        *(["moderation.screening.akismet"] if AKISMET_KEY else []),
        "moderation.screening.doses",
    ],
    "hold_at": 50,
    "refuse_at": 120,
    # How many refused texts somebody can bring before a moderator within a day.
    "appeals_a_day": 3,
}
# Tasks that take the slugs of tags of which the description, the words that lead there or the use has changed.
TAG_CHANGE_TASKS = ["search.tasks.follow_tags"]
# Tasks that tell people of a post that a search finds which they saved: its key, and the words by person.
SAVED_SEARCH_TASKS = ["notifications.tasks.tell_saved_searches"]
# Functions that tell the search index what the apps above know about posts (search.extras).
SEARCH_EXTRAS = ["knowledge.indexed.describe_articles"]
# Tasks that follow what moderators decide; enqueued with the key of each decision.
DECISION_TASKS = ["comments.jobs.follow_decision", "qa.tasks.follow_decision"]
# Tasks that follow the answer to a second look; enqueued with its key.
APPEAL_TASKS = ["comments.jobs.follow_appeal"]
# Functions that are called with (actor, post) in the transaction of each edit, the thread locked.
EDIT_FOLLOWERS = ["qa.actions.improving.follow_edit"]
# Functions that are called with (post, revision) before a post goes back to a version; they raise UserError against it.
ROLL_BACK_GUARDS = ["qa.actions.guarding_versions.refuse_unsafe_version"]
# Tasks that follow a suggested edit: sent, decided or overtaken; enqueued with its key.
SUGGESTION_TASKS = [
    "notifications.tasks.tell_of_suggestion",
    "moderation.tasks.remember_approved_edit",
    "moderation.tasks.follow_suggestion",
]
# What moderators can do that only an app above knows how to do and undo: action and its moderation.deeds.Deed.
MODERATION_DEEDS = {"close": "qa.deeds.CLOSING", "merge": "qa.deeds.MERGING"}
# The reasons for which a question is closed, as the app says that has questions.
CLOSE_REASONS = "qa.deeds.REASONS"
# Tasks that follow when someone has confirmed an e-mail address; enqueued with the key of the person.
EMAIL_CONFIRMED_TASKS = ["comments.jobs.offer_claim"]
# Tasks that take the id of a person whose standing as an expert has ended or is back.
STANDING_CHANGE_TASKS = ["qa.tasks.recount_opinions", "search.tasks.index_expert"]
# Tasks without arguments that `manage.py daily` enqueues, each at most once a day.
DAILY_TASKS = [
    "qa.tasks.ask_outcomes",
    "accounts.tasks.remind_experts",
    "accounts.tasks.lapse_experts",
    "accounts.tasks.remind_verifiers",
    "accounts.tasks.erase_documents",
    "comments.jobs.tidy_guests",
    "posts.tasks.tidy_topics",
    "search.tasks.follow_daily",
    "accounts.tasks.award_badges",
    "moderation.tasks.find_vote_rings",
    "moderation.tasks.erase_copies",
    "audit.tasks.seal_record",
    "moderation.tasks.remind_of_late",
    "accounts.tasks.remind_leavers",
    "accounts.tasks.erase_leavers",
    "accounts.tasks.erase_exports",
    "accounts.tasks.forget_sessions",
    "notifications.tasks.forget_old_notifications",
    "qa.tasks.archive_idle_questions",
    "moderation.tasks.train_wording",
    "moderation.tasks.forget_screenings",
    "moderation.tasks.store_reports",
    "config.tasks.forget_finished_tasks",
    "config.tasks.tidy_pictures",
]

# What members may do by points (the reputation that is shown) and days since they signed up: both are needed,
# or the age "or_days" alone. Verified experts and everybody with a role have all of these.
PRIVILEGES = {
    "comment": {"points": 1},
    "vote_helpful": {"points": 1},
    "see_own_removed": {"points": 1},
    "more_links": {"points": 15, "or_days": 3},
    "upload_images": {"points": 15, "or_days": 3},
    "suggest_edits": {"points": 50, "days": 3},
    "retag": {"points": 200, "days": 14},
    "create_tag": {"points": 300, "days": 30},
    "review_queues": {"points": 500, "days": 30},
    "edit_without_review": {"points": 1000, "days": 60},
}
# Who is new: an account younger than `days` with fewer than `points`. How much of a kind they may send within so
# many hours, as (number, hours), and how many links and mentions a post of theirs may hold.
NEW_MEMBERS = {
    "days": 3,
    "points": 15,
    "questions": [(2, 1), (6, 24)],
    "comments": [(10, 1)],
    "votes": [(20, 24)],
    "links": 2,
    "mentions": 3,
}
# Of how many questions a member who has earned it can change the topics within 24 hours.
RETAGS_A_DAY = 30
# How many posts somebody can report within 24 hours.
FLAGS_A_DAY = {"new": 10, "others": 30}
# Where the badges are described, each a module with BADGES; accounts.tasks.award_badges gives and takes them.
BADGE_MODULES = ["accounts.badges", "qa.badges", "moderation.badges", "knowledge.badges"]

# What each app holds about a person. These say what is in the copy that people download, in its order ...
DATA_EXPORTERS = [
    "accounts.exporting",
    "posts.exporting",
    "qa.exporting",
    "comments.exporting",
    "knowledge.exporting",
    "moderation.exporting",
    "notifications.exporting",
    "search.exporting",
]
# ... and these how it goes when a person leaves: what knows of others first, the person's own row last.
DATA_ERASERS = [
    "qa.actions.erasing",
    "knowledge.actions.erasing",
    "moderation.actions.erasing",
    "notifications.actions.erasing",
    "search.actions.erasing",
    "posts.actions.erasing",
    "accounts.actions.erasing",
]

# Cache
CACHE_URL = env_str("CACHE_URL")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "unknot"}
    ),
    # Counters of accounts.write_limits: many and small, so they are kept apart from pages.
    "limits": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": CACHE_URL,
            "KEY_PREFIX": "limits",
        }
        if CACHE_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "limits",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    ),
}

# How often somebody can send something: (number, seconds) for each role, for one address (signed in) and for its
# network (IPv4 /24, IPv6 /48). Who is signed out is told apart by address. Limits of what is stored stand above.
WRITE_LIMITS_ON = env_bool("WRITE_LIMITS", default=PROFILE != "test")
WRITE_LIMITS = {
    "publish": {
        "anonymous": [(20, 3600)], "new": [(15, 600)], "member": [(30, 600)], "trusted": [(120, 600)],
        "address": [(120, 600)], "network": [(400, 600)],
    },
    "vote": {
        "anonymous": [(30, 600)], "new": [(40, 600)], "member": [(40, 60)], "trusted": [(60, 60)],
        "address": [(120, 60)], "network": [(600, 60)],
    },
    "preview": {
        "anonymous": [(60, 60)], "new": [(60, 60)], "member": [(90, 60)], "trusted": [(120, 60)],
        "address": [(200, 60)], "network": [(800, 60)],
    },
    "other": {
        "anonymous": [(40, 60)], "new": [(40, 60)], "member": [(60, 60)], "trusted": [(120, 60)],
        "address": [(120, 60)], "network": [(600, 60)],
    },
}  # fmt: skip
# Under which of these an address counts; all others under "other".
WRITE_LIMIT_OF = {
    "qa:ask": "publish",
    "qa:answer": "publish",
    "comments:comment": "publish",
    "posts:edit": "publish",
    "posts:vote": "vote",
    "posts:preview": "preview",
    "posts:read": "preview",
}

# Copies of pages for readers who are signed out: how much memory of each process they may take, 0 for none.
PAGE_CACHE_MB = env_int("PAGE_CACHE_MB", 0 if DEBUG or PROFILE == "test" else 32)
# Whether a cache in front (nginx, a CDN) may serve a page for a second without asking; then no process does.
PAGE_CACHE_SHARED = env_bool("PAGE_CACHE_SHARED", default=False)
# The cookies that change what a page says to them, each with a function that returns its value, "" for none.
PAGE_CACHE_COOKIES = {"country": "knowledge.emergency.known_code"}

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
    "formatters": {
        "plain": {
            "()": "lib.quiet_logs.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "level": LOG_LEVEL}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
