"""Letters go out by a job: no page waits for a mail server, and none is lost while it or Redis is away."""

import datetime as dt
import socket
import threading
import time
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default as policy

import pytest
from aiosmtpd.controller import Controller
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from people import mail, tasks
from people.models import OutgoingMail
from tests.cast import PASSWORD
from tests.people.account.ways import ask_for_code, by_password, verified

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def _by_the_job(settings):
    settings.EMAIL_BACKEND, settings.MAIL_BACKEND = "people.outbox.Outbox", SMTP
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1
    settings.ALSWEAK_URL = "https://als.example.org"


class Sink:
    """Takes every letter."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content, policy=policy))
        return "250 kept"


@pytest.fixture
def sink(settings):
    kept = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.EMAIL_PORT = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield kept
    controller.stop()


@contextmanager
def mute_server():
    """Accepts, and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = []
        threading.Thread(target=lambda: [taken.append(server.accept()) for _each in range(3)], daemon=True).start()
        yield server.getsockname()[1]
        for connection, _address in taken:
            connection.close()


def send_all():
    while OutgoingMail.objects.filter(next_try_at__lte=timezone.now()).exists():
        mail.send_waiting(now=timezone.now())


def test_no_page_waits_for_a_mute_mail_server_and_the_job_gives_up(client, ada, settings):
    verified(ada)
    with mute_server() as settings.EMAIL_PORT:
        began = time.monotonic()
        for _reset in range(5):
            assert client.post(reverse("account_reset_password"), {"email": ada.email}).status_code == 302
        assert time.monotonic() - began < 5 * settings.EMAIL_TIMEOUT
        began = time.monotonic()
        assert mail.send_waiting(now=timezone.now()) == 0
        assert settings.EMAIL_TIMEOUT <= time.monotonic() - began < 3 * settings.EMAIL_TIMEOUT

    assert sorted(OutgoingMail.objects.values_list("tries", flat=True)) == [0, 0, 0, 0, 1]


def test_a_letter_that_could_not_be_sent_goes_out_later(client, ada, settings, sink):
    verified(ada)
    reachable, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    ask_for_code(client, ada.email)
    assert mail.send_waiting(now=timezone.now()) == 0
    settings.EMAIL_PORT = reachable
    assert mail.send_waiting(now=timezone.now()) == 0
    assert mail.send_waiting(now=timezone.now() + mail.WAITS[0]) == 1

    assert [letter["To"] for letter in sink.letters] == [ada.email]
    assert not OutgoingMail.objects.exists()


def test_a_letter_that_was_written_while_the_clock_was_ahead_goes_out_once_it_is_right(client, ada, sink):
    verified(ada)
    ask_for_code(client, ada.email)
    assert mail.send_waiting(now=timezone.now() - dt.timedelta(hours=3)) == 0
    assert mail.send_waiting(now=timezone.now() - dt.timedelta(days=2)) == 1


def test_while_redis_is_away_the_letter_waits_for_the_sweep(
    client, ada, sink, monkeypatch, django_capture_on_commit_callbacks
):
    def away():
        raise OperationalError

    verified(ada)
    monkeypatch.setattr(tasks.send_mail, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        assert ask_for_code(client, ada.email).status_code == 302
    assert OutgoingMail.objects.count() == 1
    tasks.send_mail()

    assert [letter["To"] for letter in sink.letters] == [ada.email]


def test_what_is_written_to_nobody_is_never_sent(client, db, sink):
    ask_for_code(client, "nobody@example.org")
    assert OutgoingMail.objects.count() == 1
    send_all()

    assert (sink.letters, OutgoingMail.objects.count()) == ([], 0)


SUBJECTS = {
    "en": ("Your code for alsweak", "A new password for alsweak"),
    "de": ("Ihr Code für alsweak", "Ein neues Passwort für alsweak"),
    "es": ("Su código para alsweak", "Una contraseña nueva para alsweak"),
}


@pytest.mark.parametrize("language", SUBJECTS)
def test_letters_are_in_the_readers_language_from_this_site_with_its_links(client, ada, sink, language, settings):
    verified(ada)
    ada.language = language
    ada.save()
    settings.ALLOWED_HOSTS = ["testserver", "evil.example.com"]
    client.defaults["HTTP_HOST"] = "evil.example.com"
    ask_for_code(client, ada.email)
    client.post(reverse("account_reset_password"), {"email": ada.email})
    send_all()

    assert tuple(letter["Subject"] for letter in sink.letters) == SUBJECTS[language]
    for letter in sink.letters:
        text = letter.get_content()
        links = [word for word in text.split() if "://" in word]
        assert {link.startswith("https://als.example.org") for link in links} == {True}
        assert letter["From"] == settings.DEFAULT_FROM_EMAIL


def test_each_change_of_a_way_in_is_told_by_a_letter(client, ada, sink):
    by_password(client, verified(ada))
    new = {"oldpassword": PASSWORD, "password1": "another long secret"}
    client.post(reverse("account_change_password"), new)
    send_all()

    (letter,) = sink.letters
    assert letter["Subject"] == "Your password was changed"
    assert "sign out all others" in letter.get_content()
    assert "127.0.0.1" not in letter.get_content()
