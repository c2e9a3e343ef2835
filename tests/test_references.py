"""What code and documents point at is there: a section, a gate, a line, a file."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.utils.translation import override

from symptoms import wording
from symptoms.wording import rules

ROOT = Path(__file__).parent.parent
TEXT = {".py", ".html", ".css", ".js", ".md", ".toml", ".yml", ".json", ""}
NAMES = "CLINICAL|DESIGN|ACCESS|TRUST|STACK|STYLE"
NUMBER = r"(?:(?:rule|gate|line|section) )?R?\d+(?:\.\d+)*[a-z]?\b"
ASIDE = r"(?: ?[(\[][^)\]]*[)\]])?"  # "4.1 (labels), 5.2 [P]"
NEXT = r"(?:, and | and |, |-|–)"
REFERENCE = re.compile(rf"\b({NAMES})(?:\.md)? ({NUMBER}{ASIDE}(?:{NEXT}{NUMBER}{ASIDE})*)")
WRAPPED = re.compile(r"\n\s*(?:#|//|\*)?\s*")  # a line's end within a sentence or a comment
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@cache
def texts():
    """Every text of the repository but this one, by its path."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    files = {name: ROOT / name for name in names if Path(name).suffix in TEXT and name != "tests/test_references.py"}
    return {name: file.read_text() for name, file in files.items() if file.exists()}


@cache
def places(document):
    """What may follow the name of a document: "13" and "13.6", "rule 2" before the first section, "R06" of a table;
    "6b" where one list runs through the whole page. Nothing for a document that the repository does not have."""
    text = texts().get(f"docs/{document.lower()}.md", "")
    before = "rule " if re.search(r"^#+ \d", text, re.M) else ""
    found, prefix = set(), before
    for line in text.splitlines():
        if heading := re.match(r"#+ (\d+(?:\.\d+)*)\.? ", line):
            found.add(heading[1])
            prefix = f"{heading[1]}."
        elif item := re.match(r"(\d+[a-z]?)\. ", line):
            found.add(prefix + item[1])
        elif rule := re.match(r"\| (R\d\d) \|", line):
            found.add(rule[1])
    return found


def references(text):
    """Each (document, place) that a text names; "2.2-2.4" names three."""
    for document, said in REFERENCE.findall(WRAPPED.sub(" ", text)):
        last = ""
        for joined, place in re.findall(rf"({NEXT})?({NUMBER})", re.sub(ASIDE, "", said)):
            place = re.sub(r"^(?:gate|line|section|rule(?= R)) ", "", place)
            if joined in ("-", "–"):
                yield from ((document, between) for between in up_to(last, place))
            yield document, place
            last = place


def up_to(first, last):
    """What lies between two places of the same section."""
    section, _, start = first.rpartition(".")
    end = last.rpartition(".")[2]
    return [f"{section}.{number}".lstrip(".") for number in range(int(start) + 1, int(end))]


def nowhere(text):
    return [f"{document} {place}" for document, place in references(text) if place not in places(document)]


def anchors(text):
    """The anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_reference_leads_to_its_place():
    assert {name: lost for name, text in texts().items() if (lost := nowhere(text))} == {}
    assert {document for text in texts().values() for document, _ in references(text)} == {
        *("CLINICAL", "DESIGN", "ACCESS", "TRUST")
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CLINICAL 4.1 (labels), 5.2 [T, P], 6, and 7.3.", ["4.1", "5.2", "6", "7.3"]),
        ("CLINICAL.md 2.2-2.4 [P]", ["2.2", "2.3", "2.4"]),
        ("CLINICAL rule 2, 3.6; CLINICAL 7.1, rule R13", ["rule 2", "3.6", "7.1", "R13"]),
        ("# CLINICAL\n    # 13.6, which", ["13.6"]),
        ("ACCESS gate 6b and 21", ["6b", "21"]),
    ],
)
def test_a_reference_is_read_as_it_is_written(text, found):
    assert [place for _, place in references(text)] == found
    assert nowhere(text) == []


@pytest.mark.parametrize(
    "text", ["CLINICAL 14", "CLINICAL 13.13", "CLINICAL rule 11", "CLINICAL R99", "ACCESS 6c", "TRUST 33", "STACK 7"]
)
def test_a_reference_to_what_is_not_there_is_found(text):
    assert nowhere(text) == [text]


def test_documents_are_named_as_their_files_are():
    assert [name for name, text in texts().items() if re.search(rf"\b(?:{NAMES})\.md\b", text)] == []


@pytest.mark.parametrize("document", ["clinical", "design", "access", "trust"])
def test_a_document_points_at_its_own_sections(document):
    said = re.findall(r"\bsection (\d+(?:\.\d+)*)", texts()[f"docs/{document}.md"])
    assert set(said) - places(document.upper()) == set()


def test_each_method_names_the_sections_that_it_follows():
    sources = re.findall(r"^Source: (?=\d)(.+)", texts()["clinical/README.md"], re.M)
    assert [lost for source in sources for lost in nowhere(f"CLINICAL {source}")] == []
    assert len(sources) > 5


def test_every_warning_rule_that_is_named_stands_in_the_table():
    rules = {name: set(re.findall(r"\bR\d\d\b(?!\.\d)", text)) for name, text in texts().items()}
    astray = {name: lost for name, named in rules.items() if (lost := named - places("CLINICAL"))}
    assert {name: lost for name, lost in astray.items() if not name.startswith("tests/")} == {}


def test_every_link_of_a_page_leads_to_a_file_and_a_heading():
    dead = []
    for name, text in texts().items():
        for link in LINK.findall(text) if name.endswith(".md") else ():
            if re.match(r"\w+:", link):
                continue
            file, _, anchor = link.partition("#")
            target = (ROOT / name).parent / file if file else ROOT / name
            if not target.exists() or (anchor and anchor not in anchors(target.read_text())):
                dead.append((name, link))
    assert dead == []


def test_every_page_that_is_named_by_its_path_exists():
    unlinked = {name: LINK.sub("", text) for name, text in texts().items()}  # where links lead is asked above
    named = {(name, path) for name, text in unlinked.items() for path in re.findall(r"(?:[\w-]+/)+[\w-]+\.md\b", text)}
    assert [(name, path) for name, path in named if not (ROOT / path).exists()] == []
    assert len(named) > 5


def rows(section):
    """The rows of the tables of a section of the clinical reference, the headings left out."""
    text = texts()["docs/clinical.md"].partition(f"\n### {section} ")[2].partition("\n#")[0]
    lines = [line.strip("|").split("|") for line in text.splitlines() if re.match(r"\|(?!-)", line)]
    return [[cell.strip() for cell in line] for line in lines][1:]


def test_the_function_check_asks_in_the_words_of_the_clinical_reference():
    asked = {
        re.search(r"`(\w+)`", name)[1]: (question, tuple(levels))
        for name, question, *levels in rows("1.4")
        if levels  # the notes below have none
    }
    with override("en"):
        ours = {
            item: (str(question.text), tuple(map(str, question.levels))) for item, question in wording.FUNCTION.items()
        }
    assert asked == ours


HELPER = wording.Voice("NAME")


def test_who_helps_is_asked_for_the_function_check_in_the_words_of_the_clinical_reference():
    asked = {re.search(r"`(\w+)`", name)[1]: (question, *levels) for name, question, *levels in rows("1.4b")}
    with override("en"):
        ours = {
            item: tuple(str(HELPER.says(words)) for words in (question.text, *question.levels))
            for item, question in wording.FUNCTION.items()
        }
        intro = str(HELPER.says(wording.INTRO))
    assert asked == ours
    assert f'Intro: *"{intro}"*' in texts()["docs/clinical.md"]


def test_who_helps_is_asked_for_grades_in_the_words_of_the_clinical_reference():
    regions = [code.strip("`") for code, *_ in rows("4.1")]
    told = {region: tuple(grades) for region, (_, *grades) in zip(regions, rows("5.2b"), strict=True)}
    with override("en"):
        ours = {
            str(region): tuple(str(HELPER.says(level)) for level in question.levels)
            for region, question in wording.WEAKNESS.items()
        }
    assert told == ours


def test_who_helps_is_told_of_signs_in_the_words_of_the_clinical_reference():
    told = {name: text.strip('"') for name, text in rows("7.3b")}
    texts_of = {rule: words.text for rule, words in rules.RULE_WORDS.items()}
    told_otherwise = {rule: text for rule, text in texts_of.items() if isinstance(text, wording.Said)}
    with override("en"):
        ours = {name: str(HELPER.says(text)) for name, text in (wording.LEADS | told_otherwise).items()}
        ours["end of an emergency"] = str(HELPER.says(rules.CARE_PLAN))
    assert told == ours


def test_the_grades_are_those_of_the_clinical_reference():
    regions = [code.strip("`") for code, *_ in rows("4.1")]  # in the same order
    told = {region: tuple(grades) for region, (_, *grades) in zip(regions, rows("5.2"), strict=True)}
    with override("en"):
        ours = {str(region): tuple(map(str, question.levels)) for region, question in wording.WEAKNESS.items()}
    assert told == ours
