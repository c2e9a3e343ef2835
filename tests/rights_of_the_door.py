"""How the pages of coming in and of one's own account end, for whom (TRUST 1, 5): the rest of ``tests.rights``."""

from tests.rights import (
    ADA,
    AMY,
    CLEO,
    EVE,
    EVERYBODY,
    FAY,
    HALF,
    HOUR_OVER,
    NOT_IN,
    OTTO,
    OUT,
    RITA,
    SIGNED_IN,
    THEA,
    WAITING,
)


def _but(*others: str) -> tuple[str, ...]:
    """Whoever is signed in, but for these."""
    return tuple(who for who in SIGNED_IN if who not in others)


# The door: method -> how a request ends ("in", a status, or the name of the page that one is led to) -> for whom. Ada
# has a passkey, Cleo an app and recovery codes, both a known address; Eve came by a sheet of paper, without a password.
Ends = dict[str, tuple[str, ...]]


def _both(ends: Ends) -> dict[str, Ends]:
    return {"GET": ends, "POST": ends}


TO_SIGN_IN: Ends = {"in": NOT_IN, "home": SIGNED_IN}
FOR_ALL: Ends = {"in": EVERYBODY}
MINE: Ends = {"in": SIGNED_IN, "account_login": NOT_IN}
PASSWORDS, NO_FACTOR = _but(EVE), _but(EVE, ADA, CLEO)
WORKS = (THEA, RITA, AMY, FAY, OTTO, HOUR_OVER)  # beside Cleo
RECHECK = {"account_login": NOT_IN, "403": (EVE,)}  # who has nothing to show cannot be asked
CLEO_ALONE: Ends = {"in": (CLEO,), "404": _but(CLEO), "account_login": NOT_IN}
ADA_ALONE: Ends = {"in": (ADA,), "404": _but(ADA), "account_login": NOT_IN}
OF_THE_DOOR: dict[str, dict[str, Ends]] = {
    "login/": {"GET": TO_SIGN_IN, "POST": TO_SIGN_IN},
    "login/way/": {"GET": {"in": (WAITING,), "account_login": (OUT, HALF), "home": SIGNED_IN}},
    "login/code/": {
        "GET": {"account_login": NOT_IN, "home": SIGNED_IN},
        "POST": {"account_login_way": NOT_IN, "home": SIGNED_IN},  # without an address: told there
    },
    "login/code/confirm/": _both({"in": (WAITING,), "account_request_login_code": (OUT, HALF), "home": SIGNED_IN}),
    "2fa/webauthn/login/": _both({"account_login": NOT_IN, "home": SIGNED_IN}),
    "2fa/authenticate/": _both({"in": (HALF,), "account_login": (OUT, WAITING), "home": SIGNED_IN}),
    "inactive/": {"GET": FOR_ALL},
    "signup/": {"GET": TO_SIGN_IN, "POST": TO_SIGN_IN},
    "confirm-email/": {"GET": FOR_ALL},
    "confirm-email/<str:key>/": {"GET": FOR_ALL, "POST": {"404": EVERYBODY}},  # a link of nothing
    "password/reset/": {"GET": FOR_ALL, "POST": FOR_ALL},
    "password/reset/done/": {"GET": FOR_ALL},
    r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$": {"GET": FOR_ALL, "POST": FOR_ALL},
    "password/reset/key/done/": {"GET": FOR_ALL},
    "reauthenticate/": _both(RECHECK | {"in": PASSWORDS}),
    "reauthenticate/code/": _both(RECHECK | {"in": (ADA, CLEO), "account_reauthenticate": NO_FACTOR}),
    "reauthenticate/code/confirm/": _both(
        {"account_request_reauthentication_code": SIGNED_IN, "account_login": NOT_IN}
    ),
    "2fa/reauthenticate/": _both(
        RECHECK | {"in": (CLEO,), "mfa_reauthenticate_webauthn": (ADA,), "account_reauthenticate": NO_FACTOR},
    ),
    "2fa/webauthn/reauthenticate/": {
        "GET": (
            others := RECHECK | {"account_request_reauthentication_code": (CLEO,), "account_reauthenticate": NO_FACTOR}
        )
        | {"in": (ADA,)},
        "POST": others | {"mfa_reauthenticate_webauthn": (ADA,)},  # without one: once more
    },
    "email/": {"GET": MINE, "POST": MINE},
    "password/change/": _both({"in": PASSWORDS, "account_set_password": (EVE,), "account_login": NOT_IN}),
    "password/set/": _both({"in": (EVE,), "account_change_password": PASSWORDS, "account_login": NOT_IN}),
    "2fa/webauthn/add/": {"GET": MINE, "POST": MINE},
    "2fa/webauthn/keys/<int:pk>/edit/": {"GET": ADA_ALONE, "POST": ADA_ALONE},
    "2fa/webauthn/keys/<int:pk>/remove/": {
        "GET": ADA_ALONE,
        "POST": {"account": (ADA,), "404": _but(ADA), "account_login": NOT_IN},
    },
    "2fa/totp/activate/": _both(
        {
            "in": WORKS,
            "mfa_deactivate_totp": (CLEO,),
            "passkeys": _but(CLEO, *WORKS),
            "account_login": NOT_IN,
        },
    ),
    "2fa/totp/deactivate/": _both({"in": (CLEO,), "404": _but(CLEO), "account_login": NOT_IN}),
    "2fa/recovery-codes/": {"GET": CLEO_ALONE},
    "2fa/recovery-codes/generate/": {
        "GET": (others := {"in": WORKS, "passkeys": _but(CLEO, *WORKS), "account_login": NOT_IN})
        | {"in": (CLEO, *WORKS)},
        "POST": others | {"mfa_view_recovery_codes": (CLEO,)},  # without a second step: told that there is none
    },
    "2fa/recovery-codes/download/": {"GET": CLEO_ALONE},
    "logout/": {"GET": {"in": SIGNED_IN, "home": NOT_IN}, "POST": {"home": EVERYBODY}},
}
# Before these it is asked once more who it is, where that was shown longer ago than a quarter of an hour.
# Rights come after it, so that it concerns whoever is signed in.
ASKS_ONCE_MORE: dict[str, tuple[str, ...]] = dict.fromkeys(
    (
        "account/erase/",
        "account/leave/",
        "account/programs/new/",
        "accounts/2fa/recovery-codes/generate/",
        "accounts/2fa/totp/activate/",
        "accounts/2fa/totp/deactivate/",
        "accounts/2fa/webauthn/add/",
        "accounts/2fa/webauthn/keys/<int:pk>/edit/",
        "accounts/2fa/webauthn/keys/<int:pk>/remove/",
        "accounts/email/",
        "clinics/<int:clinic_id>/",
        "clinics/<int:clinic_id>/export.zip",
        "clinics/<int:clinic_id>/programs/new/",
        "clinics/<int:clinic_id>/replies/",
        "clinics/<int:clinic_id>/team/<int:user_id>/",
        "clinics/<int:clinic_id>/team/<int:user_id>/end/",
        "clinics/<int:clinic_id>/team/invite/",
        "clinics/<int:clinic_id>/team/patients/",
        "invitations/<int:invitation_id>/again/",
        "patients/<uuid:patient_id>/erase/",
        "patients/<uuid:patient_id>/export.csv",
        "patients/<uuid:patient_id>/export.zip",
        "patients/<uuid:patient_id>/link/",
        "patients/<uuid:patient_id>/merge/",
        "patients/<uuid:patient_id>/merge/<uuid:merge_id>/",
        "patients/<uuid:patient_id>/people/<int:grant_id>/parts/",
        "patients/<uuid:patient_id>/pictures/<str:name>.csv",
        "patients/<uuid:patient_id>/pictures/<str:name>.svg",
        "patients/<uuid:patient_id>/people/again/",
        "patients/<uuid:patient_id>/people/new/",
        "patients/ask/",
        "patients/list.csv",
    ),
    SIGNED_IN,
) | {f"accounts/2fa/recovery-codes/{page}": (CLEO,) for page in ("", "download/")}  # who has some
# What staff reach whose second step is missing, on a site that asks for it.
BEFORE_SECOND_STEP = frozenset(
    {
        "account/second-step/",
        "accessibility/",
        "accounts/2fa/reauthenticate/",
        "accounts/2fa/totp/activate/",
        "accounts/2fa/webauthn/add/",
        "accounts/2fa/webauthn/reauthenticate/",
        "accounts/logout/",
        "accounts/reauthenticate/code/",
        "accounts/reauthenticate/code/confirm/",
        "healthz",
        "readyz",
        "help/",
        "settings/",
        "settings/language/",
    }
)
