"""What is kept are the texts; a start makes the catalogues."""

import os
import time
from gettext import GNUTranslations

import pytest

from alsweak import catalogues
from alsweak.checks import catalogues_are_current

TEXT = r"""msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Left hand"
msgstr "Hand links"

msgctxt "verb"
msgid "Log"
msgstr "Eintragen"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s Tag"
msgstr[1] ""
"%(n)s "
"“Tage”\n"

#, fuzzy
msgid "Right hand"
msgstr "Hand links"

msgid "Neck"
msgstr ""

#~ msgid "Foot"
#~ msgstr "Fuß"
"""


NOW = time.time()


@pytest.fixture
def text(tmp_path, settings):
    """A .po of the only language of a site, made ten seconds ago."""
    settings.LOCALE_PATHS = [tmp_path]
    text = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    text.parent.mkdir(parents=True)
    text.write_text(TEXT)
    change(text, 10)
    return text


def change(file, seconds_ago):
    at = NOW - seconds_ago  # of one moment: between two looks at a clock a busy machine may pause
    os.utime(file, (at, at))


def spoken(text):
    with catalogues.catalogue_of(text).open("rb") as file:
        return GNUTranslations(file)


def warned():
    return [(warning.id, warning.msg) for warning in catalogues_are_current(None)]


def test_a_start_makes_a_missing_catalogue_of_what_is_translated_and_leaves_nothing_beside_it(text):
    catalogues.build()
    german = spoken(text)
    assert (german.gettext("Left hand"), german.pgettext("verb", "Log")) == ("Hand links", "Eintragen")
    days = [german.ngettext("%(n)s day", "%(n)s days", number) for number in (1, 2)]
    assert days == ["%(n)s Tag", "%(n)s “Tage”\n"]
    assert [german.gettext(english) for english in ("Right hand", "Neck", "Foot")] == ["Right hand", "Neck", "Foot"]
    assert sorted(file.name for file in text.parent.iterdir()) == ["django.mo", "django.po"]


def test_a_start_makes_a_catalogue_anew_once_its_text_has_changed_and_not_before(text):
    catalogues.build()
    made = catalogues.catalogue_of(text)
    change(made, 5)
    before = made.stat().st_mtime_ns
    catalogues.build()
    assert made.stat().st_mtime_ns == before
    text.write_text(TEXT.replace("Hand links", "Linke Hand"))
    assert catalogues.outdated() == [text]
    catalogues.build()
    assert spoken(text).gettext("Left hand") == "Linke Hand"
    assert catalogues.outdated() == []


def test_a_check_warns_of_a_catalogue_that_is_missing_or_older_than_its_text(text):
    made = catalogues.catalogue_of(text)
    warning = ("alsweak.W001", f"{made} is missing or older than its text.")
    assert warned() == [warning]
    catalogues.build()
    assert warned() == []
    change(made, 20)
    assert warned() == [warning]


def test_a_start_that_cannot_write_a_catalogue_says_so_and_goes_on(text, caplog):
    catalogues.catalogue_of(text).mkdir()
    change(catalogues.catalogue_of(text), 20)
    catalogues.build()
    (record,) = caplog.records
    assert record.getMessage().startswith(f"{catalogues.catalogue_of(text)} was not written: ")
    assert sorted(file.name for file in text.parent.iterdir()) == ["django.mo", "django.po"]


def test_a_text_that_is_none_is_refused_with_its_line(text):
    text.write_text(TEXT + "\nmsgstr without quotation marks\n")
    with pytest.raises(OSError, match=rf"{text}.*line {TEXT.count(chr(10)) + 2}"):
        catalogues.build()


def test_the_site_that_runs_the_tests_made_its_own():
    assert warned() == []
