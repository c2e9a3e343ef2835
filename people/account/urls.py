"""Coming in, and one's own account: every address. Of allauth's pages those alone that this site has made its own."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from people.account import page, passkeys, programs, second_step, sign_in

coming_in = [
    path("accounts/login/", sign_in.sign_in, name="account_login"),
    path("accounts/login/way/", sign_in.way, name="account_login_way"),
    path("accounts/login/code/", sign_in.ask_for_code, name="account_request_login_code"),
    path("accounts/login/code/confirm/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("accounts/2fa/webauthn/login/", sign_in.by_passkey, name="mfa_login_webauthn"),
    path("accounts/2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/signup/", account.signup, name="account_signup"),
    path("accounts/confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    path("accounts/confirm-email/<str:key>/", sign_in.confirm_address, name="account_confirm_email"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
asking_once_more = [
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "accounts/reauthenticate/code/",
        account.request_reauthentication_code,
        name="account_request_reauthentication_code",
    ),
    path(
        "accounts/reauthenticate/code/confirm/",
        sign_in.confirm_recheck_code,
        name="account_confirm_reauthentication_code",
    ),
    path("accounts/2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/webauthn/reauthenticate/", sign_in.recheck_by_passkey, name="mfa_reauthenticate_webauthn"),
]
own_account = [
    path("account/", page.account, name="account"),
    path("account/name/", page.name, name="account_name"),
    path("account/passkeys/", passkeys.listed, name="passkeys"),
    path("account/devices/", page.sessions, name="sessions"),
    path("account/programs/", programs.programs, name="programs"),
    path("account/programs/new/", programs.new, name="new_program"),
    path("account/leave/", page.leave, name="leave"),
    path("account/left/", login_not_required(page.left), name="left"),
    path("account/second-step/", second_step.page, name="second_step"),
    path("accounts/email/", page.email, name="account_email"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/2fa/webauthn/add/", passkeys.add, name="mfa_add_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/edit/", passkeys.rename, name="mfa_edit_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
    path("accounts/2fa/totp/activate/", passkeys.add_app, name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", passkeys.remove_app, name="mfa_deactivate_totp"),
    path("accounts/2fa/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "accounts/2fa/recovery-codes/generate/",
        passkeys.new_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "accounts/2fa/recovery-codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
urlpatterns = coming_in + asking_once_more + own_account
