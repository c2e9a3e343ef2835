"""How hard a text is to read, as a grade of school, by a formula made for its language (docs/access.md, 23).

English: Flesch-Kincaid (Kincaid and others 1975). German: the first Wiener Sachtextformel (Bamberger and Vanecek 1984).
Spanish: Crawford (1984), made for the grades of primary school. Syllables are counted by their vowels; no word list has
to be fetched for that.
"""

import re
from collections.abc import Iterable

MOST = 6.0  # grade
ENOUGH = 25  # words: of less a formula says nothing
# Counted as a plain word of two syllables: the thing is named on every page and has no shorter name.
KNOWN = {"en": set(), "de": {"behandlungsteam"}, "es": set()}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^aeiouyl]e)$")
_GROUPS = {
    "en": re.compile(r"[aeiouy]+"),
    "de": re.compile(r"aa|ee|oo|ie|ei|ai|au|eu|äu|[aeiouyäöü]"),
    "es": re.compile(r"[iuü]?[aeoáéó][iuy]?(?![íú])|[íú]|[iuüy]+(?![aeoáéó])"),
}


def syllables(word: str, language: str) -> int:
    word = word.lower()
    if word in KNOWN[language]:
        return 2
    if language == "es":
        word = re.sub(r"([gq])u(?=[eiéí])", r"\1", word)
        word = re.sub(r"y(?=[aeiouáéíóú])", "ll", word)
    found = len(_GROUPS[language].findall(word))
    if language == "en" and found > 1 and _SILENT.search(word):
        found -= 1
    return max(found, 1)


def grade(sentences: Iterable[str], language: str) -> float:
    """Of a text, given as sentences or longer pieces; a piece ends a sentence."""
    parts = [part for text in sentences for part in re.split(r"[.!?:;](?:\s|$)", text)]
    told = [found for part in parts if (found := _WORD.findall(part))]
    words = [word for found in told for word in found]
    counted = [syllables(word, language) for word in words]
    length, count = len(words) / len(told), len(words)
    if language == "en":
        return 0.39 * length + 11.8 * sum(counted) / count - 15.59
    if language == "es":
        return -0.205 * 100 / length + 0.049 * 100 * sum(counted) / count - 3.407
    known = KNOWN[language]
    many = 100 * sum(found >= 3 for found in counted) / count
    single = 100 * sum(found == 1 for found in counted) / count
    long = 100 * sum(len(word) > 6 and word.lower() not in known for word in words) / count
    return 0.1935 * many + 0.1672 * length + 0.1297 * long - 0.0327 * single - 0.875


def word_count(sentences: Iterable[str]) -> int:
    return sum(len(_WORD.findall(text)) for text in sentences)
