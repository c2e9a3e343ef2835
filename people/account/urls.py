"""Coming in, and one's own account. What allauth has twice leads to one place; what is not here is allauth's page."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from people.account import page, passkeys, second_step, sign_in

urlpatterns = [
    path("account/", page.account, name="account"),
    path("account/name/", page.name, name="account_name"),
    path("account/passkeys/", passkeys.listed, name="passkeys"),
    path("account/devices/", page.sessions, name="sessions"),
    path("account/leave/", page.leave, name="leave"),
    path("account/left/", login_not_required(page.left), name="left"),
    path("account/second-step/", second_step.page, name="second_step"),
    path("accounts/login/", sign_in.sign_in, name="account_login"),
    path("accounts/login/way/", sign_in.way, name="account_login_way"),
    path("accounts/login/code/", sign_in.ask_for_code, name="account_request_login_code"),
    path("accounts/login/code/confirm/", sign_in.confirm_code, name="account_confirm_login_code"),
    path(
        "accounts/reauthenticate/code/confirm/",
        sign_in.confirm_recheck_code,
        name="account_confirm_reauthentication_code",
    ),
    path("accounts/email/", page.email, name="account_email"),
    path("accounts/confirm-email/<str:key>/", sign_in.confirm_address, name="account_confirm_email"),
    path("accounts/2fa/", RedirectView.as_view(pattern_name="passkeys"), name="mfa_index"),
    path("accounts/2fa/webauthn/", RedirectView.as_view(pattern_name="passkeys"), name="mfa_list_webauthn"),
    path("accounts/2fa/webauthn/login/", sign_in.by_passkey, name="mfa_login_webauthn"),
    path("accounts/2fa/webauthn/add/", passkeys.add, name="mfa_add_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/edit/", passkeys.rename, name="mfa_edit_webauthn"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
    path("accounts/2fa/totp/activate/", passkeys.add_app, name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", passkeys.remove_app, name="mfa_deactivate_totp"),
    path("accounts/sessions/", RedirectView.as_view(pattern_name="sessions"), name="usersessions_list"),
]
