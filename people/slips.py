"""Slips in the address of an e-mail that are plain to see: asked about, never changed unasked."""

from difflib import get_close_matches

COMMON = (
    *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "icloud.com", "me.com", "yahoo.com"),
    *("aol.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de"),
    *("t-online.de", "freenet.de", "posteo.de", "mailbox.org", "bluewin.ch", "hotmail.es", "yahoo.es", "outlook.es"),
    *("hotmail.co.uk", "yahoo.co.uk", "outlook.de", "hotmail.de", "yahoo.de", "live.co.uk", "btinternet.com"),
    *("mail.com", "email.com", "ymail.com", "live.de", "live.es", "mac.com", "msn.com", "gmx.es", "telefonica.net"),
)
ENDINGS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "coom": "com", "vom": "com", "xom": "com"}
ALIKE = 0.87  # two letters that changed places, one that is missing, doubled or wrong


def slip_of(address: str) -> str:
    """What the address was probably meant to be; blank where it looks right."""
    local, at, domain = address.lower().rpartition("@")
    if not at or not local or domain in COMMON:
        return ""
    body, _, ending = domain.rpartition(".")
    mended = f"{body}.{ENDINGS.get(ending, ending)}"
    close = get_close_matches(mended, COMMON, n=1, cutoff=ALIKE)
    meant = close[0] if close else mended
    return f"{local}@{meant}" if meant != domain else ""
