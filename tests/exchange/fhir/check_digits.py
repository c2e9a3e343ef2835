"""The check digits of LOINC and SNOMED CT, worked out anew."""


def _times(i, j):
    """In the group of the symmetries of a pentagon: 0-4 turn it, 5-9 turn it over."""
    if i < 5:
        return (i + j) % 5 if j < 5 else (i + j - 5) % 5 + 5
    return (i - 5 - j) % 5 + 5 if j < 5 else (i - j) % 5


def loinc(code):
    """Modulo 10 over the digits, every second one doubled from the right."""
    digits, given = code.split("-")
    doubled = "".join(str(int(digit) * (2 if place % 2 == 0 else 1)) for place, digit in enumerate(reversed(digits)))
    return (10 - sum(map(int, doubled)) % 10) % 10 == int(given)


def snomed(code):
    """Verhoeff's."""
    turns = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
    found = 0
    for place, digit in enumerate(reversed(code)):
        turned = int(digit)
        for _ in range(place % 8):
            turned = turns[turned]
        found = _times(found, turned)
    return found == 0
