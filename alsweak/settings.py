"""One file, from the environment, and it runs with none: SQLite and a worker inside the web process.

``DATABASE_URL`` and ``REDIS_URL`` switch to PostgreSQL, Redis and processes of their own. ``ALSWEAK_PRODUCTION=1``
makes the checks of ``alsweak/checks.py`` refuse a half-set start.
"""

from pathlib import Path

import plotly
from kombu import Queue

from alsweak import content_policy, database, logs, secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = secret.Env()

PRODUCTION = env.bool("ALSWEAK_PRODUCTION", default=False)
DEMO = env.bool("ALSWEAK_DEMO", default=False)  # one-press sign-ins; never together with PRODUCTION
DEBUG = env.bool("DEBUG", default=False)
VAR = Path(env.str("ALSWEAK_VAR", default=str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_IS_GENERATED = not SECRET_KEY
SECRET_KEY = SECRET_KEY or secret.of_this_machine(VAR)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "alsweak.apps.AlsweakConfig",
    "people",
    "symptoms",
    "care",
    "reports",
    "exchange",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # the list of sessions says "two days ago" with it
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "django_celery_results",
]

MIDDLEWARE = [
    "alsweak.answered.answered",  # around all others: whatever they answer has a reference, and is noted
    "csp.middleware.CSPMiddleware",  # these three next: also what the others refuse (a Host of no one) carries them
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "alsweak.middleware.other_sites_get_nothing",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "alsweak.patience.no_page_hangs",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alsweak.staff.StaffSession",
    "alsweak.middleware.in_the_language_of_the_person",
    "alsweak.middleware.refusals_are_kept",
    "alsweak.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "alsweak.middleware.personal_pages_are_not_stored",
    "alsweak.programs.rate_is_told",
    "alsweak.programs.not_sent_twice",
    "alsweak.middleware.text_is_utf_8",
    "alsweak.sides.sides_change",
]

ROOT_URLCONF = "alsweak.urls"
WSGI_APPLICATION = "alsweak.wsgi.application"
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
                "alsweak.context.site",
                "alsweak.sides.side",
            ]
        },
    }
]

# --- Where rows live ------------------------------------------------------------------------------------------------
DATABASES = database.of(env, VAR)
DATABASE_ROUTERS = ["people.replica.Router"] if len(DATABASES) > 1 else []
# As whom web, worker and beat ask, where DATABASE_URL is that of the owner who migrates (grant_app_role).
APP_DATABASE_URL = secret.in_address(
    env.str("APP_DATABASE_URL", default=""), env.str("POSTGRES_SITE_PASSWORD", default="")
)
PAGES_GIVE_UP = True  # a process that serves pages waits for no PostgreSQL that hangs (alsweak.patience)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # SQLite leaves out the indexes with answers in them, and does well without

REDIS_URL = secret.in_address(env.str("REDIS_URL", default=""), env.str("REDIS_PASSWORD", default=""))
# For rate limits alone, and shared by all processes. Not in Redis: nobody is locked out while it is away.
# Large: whoever comes from many addresses must not push the count of others out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Jobs -----------------------------------------------------------------------------------------------------------
EMBEDDED_WORKER = not REDIS_URL  # worker and beat as threads of the one web process
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
if REDIS_URL.startswith("rediss:"):  # of which Celery alone would make a connection without TLS
    CELERY_BROKER_URL, CELERY_BROKER_USE_SSL = secret.by_tls(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = "django-db"  # of the tasks that say so: files that somebody waits for
CELERY_RESULT_EXPIRES = 24 * 3600
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
# What somebody waits for, what a new day asks for everybody, and what takes long: a worker takes from the first of
# these while there is something in it, or from those alone that it is started for (docs/scale.md).
CELERY_TASK_QUEUES = (Queue("celery"), Queue("nightly"), Queue("exports"))
CELERY_TASK_ROUTES = {
    "symptoms.derive.tasks.refresh_many": {"queue": "nightly"},
    "care.tasks.overview": {"queue": "nightly"},
    "reports.tasks.make_pdf": {"queue": "exports"},
    "exchange.tasks.bring_large": {"queue": "exports"},
    "exchange.tasks.give_for_research": {"queue": "exports"},
}
CELERY_TASK_PUBLISH_RETRY = False  # a page never waits for the broker; the sweep heals what was not sent
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, float | str] = {
    "visibility_timeout": 600,  # longer than the longest task
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 0,
    "connect_retries_timeout": 1,
    "queue_order_strategy": "priority",
}
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS["polling_interval"] = 0.1  # seconds; in memory the queue is looked at
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "alsweak.beat:Kept"

# --- Who is who -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.backends.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_CHANGE_EMAIL = True  # one address each; a new one counts once it is verified
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a letter when a way in has changed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "people.account.forms.SignInForm",
    "signup": "people.account.forms.JoinForm",
    "request_login_code": "people.account.forms.CodeForm",
    "confirm_login_code": "people.account.forms.ByCodeForm",
    "reset_password": "people.account.forms.ForgottenForm",
    "reset_password_from_key": "people.account.forms.ForgottenChosenForm",
    "change_password": "people.account.forms.ChangeForm",
    "set_password": "people.account.forms.ChooseForm",
    "reauthenticate": "people.account.forms.RecheckByPasswordForm",
    "confirm_reauthentication_code": "people.account.forms.RecheckByCodeForm",
}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  a class
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 3600  # ACCESS 17: nobody types a code against a clock
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# By the visitor, or by the visitor and the account, never by the account alone: nobody locks somebody else out. A code
# by e-mail and a passkey stay open when passwords have been tried too often. "second_step" is by the account, of all
# visitors from whose address it was never right (people.account.limits).
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "second_step": "20/h/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "5/m/ip",
    "emergency": "20/h/user",
}
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "code", "mfa"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# What is asked of whom (docs/decisions.md). Settings of their own, so that tests can turn them on and off.
RECHECKS = not DEMO  # people.recheck: the one-press accounts of the demo have nothing to show
STAFF_NEED_TWO_FACTORS = PRODUCTION
STAFF_IDLE_SECONDS = 0 if DEMO else 15 * 60  # 0: no limit, as for everybody else
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "alsweak"
MFA_TOTP_TOLERANCE = 1  # a code of the half minute before is taken too: slow hands (RFC 6238, 5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # a laptop's own address has no TLS
MFA_ADAPTER = "people.account.second_step.MfaAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address that is not verified opens nothing here, and blocks nothing either
MFA_FORMS = {
    "activate_totp": "people.account.forms.AppForm",
    "add_webauthn": "people.account.forms.AddPasskeyForm",
    "authenticate": "people.account.forms.SecondStepForm",
    "authenticate_webauthn": "people.account.forms.PasskeyStepForm",
    "login_webauthn": "people.account.forms.PasskeySignInForm",
    "reauthenticate": "people.account.forms.RecheckByAppForm",
    "reauthenticate_webauthn": "people.account.forms.RecheckByPasskeyForm",
}
# Grants are given to an address, so nobody comes in before it is known to be theirs; and only so can a sign-up be
# answered the same whether an address has an account or not. Without a mail server the letter is on the console.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_ADAPTER = "people.account.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None  # as each person chooses when they sign in
# Rate limits are by the visitor's address, which a proxy in front sends as the last of X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if PRODUCTION else 0)
ALSWEAK_OPEN_SIGNUP = env.bool("ALSWEAK_OPEN_SIGNUP", default=not PRODUCTION)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SHORTEST_PASSWORD = 8
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": SHORTEST_PASSWORD},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "people.account.guessed.SoonGuessed"},
]
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
MAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]  # what a job sends by
EMAIL_BACKEND = "people.outbox.Outbox"  # what everybody else writes to
EMAIL_TIMEOUT = 10  # seconds a job waits for a mute mail server
# What the links in an e-mail begin with.
ALSWEAK_URL = env.str("ALSWEAK_URL", default=next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="alsweak <no-reply@localhost>")

# --- The browser ----------------------------------------------------------------------------------------------------
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # they hold names, which no cookie may
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 90 * 24 * 3600  # ACCESS 28: a device may be remembered up to 90 days
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # where nobody chose that
CSRF_FAILURE_VIEW = "alsweak.waiting.token_ended"
CSRF_COOKIE_HTTPONLY = False  # scripts of this site read it to send a form
SIDE_COOKIE_NAME, ZONE_COOKIE_NAME = "side", "zone"  # read or set by scripts too (alsweak.sides, symptoms.views.travel)
VISIT_COOKIE_NAME = "visit"  # for the address of one link for a visit alone, which no __Host- can be
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SIDE_COOKIE_NAME, ZONE_COOKIE_NAME, VISIT_COOKIE_NAME = "__Host-side", "__Host-zone", "__Secure-visit"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
CONTENT_SECURITY_POLICY = {"DIRECTIVES": content_policy.DIRECTIVES}

STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str((BASE_DIR if PRODUCTION else VAR) / "staticfiles"))
if not PRODUCTION:
    Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # The script that plotly.py itself carries: its version always matches the figures that it draws.
    ("plotly", str(Path(plotly.__file__).parent / "package_data")),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = not PRODUCTION

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # a form or a JSON body
ALSWEAK_IMPORT_MAX_BYTES = 20_000_000  # a CSV file sent through the browser
ALSWEAK_PHONE_MAX_BYTES = 100_000_000  # an export of a phone, of which no more than its days is kept

# --- Words, days, interfaces ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español")]  # each in its own words
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"  # stored instants; a day is always the patient's own
USE_TZ = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "symptoms.api.bearer.Bearer",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "PAGE_SIZE": 100,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "symptoms.api.errors.as_sentences",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
ALSWEAK_API_PER_MINUTE = env.int("ALSWEAK_API_PER_MINUTE", default=600)  # questions of one access token
ALSWEAK_METRICS_TOKEN = env.str("ALSWEAK_METRICS_TOKEN", default="")  # blank: there are no metrics
ALSWEAK_RESEARCH_SECRET = env.str("ALSWEAK_RESEARCH_SECRET", default="")  # who is who in exports for research
ALSWEAK_BACKUP_RECIPIENT = env.str("ALSWEAK_BACKUP_RECIPIENT", default="")  # whose key backups are encrypted to
SPECTACULAR_SETTINGS = {
    "TITLE": "alsweak",
    "DESCRIPTION": "A diary of weakness in ALS and the picture that follows from it. Self-reported; not a diagnosis."
    " Numbers are JSON numbers and days are ISO 8601: a number sent as a text is refused, with a comma or a point."
    " So is any other value of another kind, a field or parameter that is not described, a text with a NUL character,"
    " and a read-only field, unless it is as it was told of the entry under that address. Some rules hang together with"
    " what else is sent, who sends it and what stands in the record: days lie between 1900 or the date of birth and"
    " today, the id in a body is that of its address. What breaks one of them is answered with 400, which says what is"
    " allowed.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],  # it describes, and holds nothing of anybody
    "SERVE_AUTHENTICATION": [],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "symptoms.api.schema.told_to_programs",
    ],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {"SideEnum": ["left", "right"], "FoundEnum": ["present", "absent"]},
}

ALSWEAK_LOG = env.str("ALSWEAK_LOG", default="json" if PRODUCTION else "line")
SENTRY_DSN = env.str("SENTRY_DSN", default="")
LOGGING = logs.config(ALSWEAK_LOG, env.str("LOG_LEVEL", default="WARNING"))
