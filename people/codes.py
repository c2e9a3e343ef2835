"""The secrets of invitations: made once, kept as a hash, copied from paper."""

import hashlib
import secrets

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another
CODE_LENGTH = 12  # 59 bits: with the limit on tries nobody guesses one in 14 days


def new_secret(*, by_hand: bool) -> str:
    """What a link ends with, or a code that can be copied from a sheet."""
    if by_hand:
        return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def as_typed(code: str) -> str:
    """A code as someone copied it from paper: in groups, in small letters."""
    return "".join(letter for letter in code.upper() if letter in CODE_LETTERS)


def in_groups(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
