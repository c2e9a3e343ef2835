"""Certificates of an authority of one's own, for servers that the site alone reaches: compose's PostgreSQL and Redis.

``python -m alsweak.certificates --to FOLDER NAME...`` writes for each name ``FOLDER/NAME/certificate.pem`` and
``key.pem``, and ``FOLDER/authority/ca.pem``, by which whoever asks knows them. What is there and good for long is left
as it is. The authority's own key is never written down: nobody can sign a further certificate with it. It reads no
settings and no secret.
"""

import datetime as dt
import ssl
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

GOOD_FOR = dt.timedelta(days=3650)
ANEW = dt.timedelta(days=365)  # so long before the end all are made anew
CLOCKS = dt.timedelta(days=1)  # by which those of two machines may differ


def main(words: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(prog="python -m alsweak.certificates")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("names", nargs="+", metavar="NAME", help="a server, as those who ask call it")
    wanted = parser.parse_args(words)
    made = ensure(wanted.to, wanted.names, dt.datetime.now(dt.UTC))
    print("Certificates are made." if made else "The certificates are good.")


def ensure(folder: Path, names: Sequence[str], now: dt.datetime) -> bool:
    """Make all of them anew unless each is good for long; whether they were made. The authority of before stays known
    beside the new one: a server shows its old certificate until it is started again."""
    known = _read(folder / "authority" / "ca.pem")
    if known and all(_is_good(folder / name, name, known[0], now) for name in names):
        return False
    authority, signer = _authority(now)
    older = [one for one in known if one.not_valid_after_utc > now]
    _write(folder / "authority" / "ca.pem", [one.public_bytes(Encoding.PEM) for one in (authority, *older)])
    for name in names:
        key = ec.generate_private_key(ec.SECP256R1())
        written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(folder / name / "key.pem", [written])
        certificate = _signed(name, key.public_key(), authority, signer, now)
        _write(folder / name / "certificate.pem", [certificate.public_bytes(Encoding.PEM)])
    return True


def _is_good(folder: Path, name: str, authority: x509.Certificate, now: dt.datetime) -> bool:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    except OSError:  # one of them is not there, or broken, or they are no pair
        return False
    (found,) = _read(folder / "certificate.pem")
    return found.issuer == authority.subject and found.not_valid_after_utc >= now + ANEW


def _authority(now: dt.datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    itself = _called(f"alsweak {x509.random_serial_number():x}")  # unlike that of before
    extensions = [(x509.BasicConstraints(ca=True, path_length=0), True), (_usage(signs=True), True)]
    return _certificate(itself, itself, key.public_key(), key, now, extensions), key


def _signed(
    name: str,
    public: ec.EllipticCurvePublicKey,
    authority: x509.Certificate,
    signer: ec.EllipticCurvePrivateKey,
    now: dt.datetime,
) -> x509.Certificate:
    names = [x509.DNSName(name), x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    extensions = [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(signs=False), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectAlternativeName(names), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False),
    ]
    return _certificate(_called(name), authority.subject, public, signer, now, extensions)


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePrivateKey,
    now: dt.datetime,
    extensions: Iterable[tuple[x509.ExtensionType, bool]],
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS)
        .not_valid_after(now + GOOD_FOR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(signer, SHA256())


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _read(file: Path) -> list[x509.Certificate]:
    """The certificates in a file, none where it is not there or broken."""
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return []


def _write(file: Path, parts: Iterable[bytes]) -> None:
    """Whole or not at all. Readable by the one server that gets this folder, as whichever user it runs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(b"".join(parts))
    beside.chmod(0o444)
    beside.replace(file)


if __name__ == "__main__":
    main()
