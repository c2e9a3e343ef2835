import datetime as dt
import socket
import ssl
import threading

import pytest

from alsweak.certificates import ANEW, GOOD_FOR, ensure

NOW = dt.datetime.now(dt.UTC)
NAMES = ("postgres", "redis")


def answered(folder, server, name, authority=None):
    """What is said to whoever asks a server by a name, and knows the authority."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / server / "certificate.pem", folder / server / "key.pem")
    known = ssl.create_default_context(cafile=authority or folder / "authority" / "ca.pem")
    known.verify_flags |= ssl.VERIFY_X509_STRICT
    ours, theirs = socket.socketpair()

    def serve():
        try:
            context.wrap_socket(theirs, server_side=True).sendall(b"hello")
        except ssl.SSLError:
            theirs.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with known.wrap_socket(ours, server_hostname=name) as asked:
            return asked.version(), asked.recv(5)
    finally:
        thread.join()


def files(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def made(tmp_path):
    assert ensure(tmp_path, NAMES, NOW)
    return tmp_path


@pytest.mark.parametrize("name", ["postgres", "localhost", "127.0.0.1"])
def test_a_server_is_known_by_its_name(made, name):
    assert answered(made, "postgres", name) == ("TLSv1.3", b"hello")


@pytest.mark.parametrize("name", ["redis", "als.example.org"])
def test_a_server_that_says_to_be_another_is_not_believed(made, name):
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        answered(made, "postgres", name)


def test_a_server_of_another_authority_is_not_believed(made, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    ensure(other, NAMES, NOW)
    with pytest.raises(ssl.SSLCertVerificationError, match="certificate verify failed"):
        answered(other, "postgres", "postgres", made / "authority" / "ca.pem")


def test_the_key_of_the_authority_is_nowhere(made):
    assert set(files(made)) == {
        "authority/ca.pem",
        *(f"{name}/{file}.pem" for name in NAMES for file in ("certificate", "key")),
    }
    assert b"KEY" not in (made / "authority" / "ca.pem").read_bytes()


def test_twice_is_once_until_a_year_before_the_end(made):
    before = files(made)
    assert not ensure(made, NAMES, NOW + GOOD_FOR - ANEW - dt.timedelta(minutes=1))
    assert files(made) == before


def test_made_anew_a_server_that_still_shows_its_old_certificate_is_believed(made, tmp_path_factory):
    old = tmp_path_factory.mktemp("old")
    for name, content in files(made).items():
        (old / name).parent.mkdir(exist_ok=True)
        (old / name).write_bytes(content)

    assert ensure(made, NAMES, NOW + GOOD_FOR - ANEW + dt.timedelta(minutes=1))
    known = made / "authority" / "ca.pem"
    assert known.read_text().count("BEGIN CERTIFICATE") == 2
    assert answered(old, "redis", "redis", known) == ("TLSv1.3", b"hello")


@pytest.mark.parametrize("file", ["authority/ca.pem", "redis/certificate.pem", "redis/key.pem"])
@pytest.mark.parametrize("spoil", [lambda file: file.unlink(), lambda file: file.write_text("half")])
def test_what_is_gone_or_broken_is_made_anew_with_all_that_hangs_on_it(made, file, spoil):
    (made / file).chmod(0o644)
    spoil(made / file)

    assert ensure(made, NAMES, NOW)
    for name in NAMES:
        assert answered(made, name, name) == ("TLSv1.3", b"hello")


def test_a_further_server_gets_its_own(made):
    assert ensure(made, (*NAMES, "replica"), NOW)
    assert answered(made, "replica", "replica") == ("TLSv1.3", b"hello")
