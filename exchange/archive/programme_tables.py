"""The exercise programme of the complete record: its versions, their exercises, and what was said of each."""

from care.models import ExerciseAnswer, Programme, ProgrammeItem
from care.programme_said import DAYS as WEEKDAYS
from clinical.exercise import Done, Kind
from clinical.vocabulary import CELL_NAMES
from exchange.archive.kinds import DAY, ID, TEXT, WHOLE, YES, YES_OR_NO, Column, one_of, some_of
from exchange.archive.tables import PATIENT, RECORDED, ROW_ID, STANDING, START, Table, rows_of

_MOVEMENT = (
    Column("name", TEXT, "what it is", needed=True),
    Column("how", TEXT, "how it is done"),
    Column("kind", one_of(Kind), "which kind of exercise", needed=True),
    Column("cells", some_of(CELL_NAMES), "the parts that it moves"),
    Column("position", TEXT, "in which position"),
    Column("sets", WHOLE, "rounds"),
    Column("repetitions", WHOLE, "times in a round"),
    Column("minutes", WHOLE, "minutes"),
    Column("link", TEXT, "where it is shown"),
    Column("stop_if", TEXT, "when to stop"),
)
_PROGRAMMES = (
    PATIENT,
    ROW_ID,
    START,
    Column("review", DAY, "the day by which it is looked at again"),
    Column("note", TEXT, "the words to the person"),
    Column("ended", YES, "from its first day on there is nothing to do"),
    *RECORDED,
)
_PROGRAMME_ITEMS = (
    PATIENT,
    ROW_ID,
    Column("programme", ID, "the id of the version, of programmes.csv", needed=True, field="programme_id"),
    Column("place", WHOLE, "its place in the version", needed=True),
    *_MOVEMENT,
    Column("days", some_of(WEEKDAYS), "on which days of the week; nothing: on each"),
    Column("effort", WHOLE, "how hard at most, 0 to 10", needed=True),
    Column("reason", TEXT, "why a weak part is strengthened"),
)
_EXERCISE_ANSWERS = (
    PATIENT,
    ROW_ID,
    Column("item", ID, "the id of the exercise, of programme_items.csv", needed=True, field="item_id"),
    Column("day", DAY, "the day of the exercise", needed=True),
    Column("done", one_of(Done), "whether it was done"),
    Column("minutes", WHOLE, "minutes that it was done"),
    Column("effort", WHOLE, "how hard it was, 0 to 10"),
    Column("could_talk", YES_OR_NO, "they could talk while they did it; nothing: not said"),
    Column("tired", YES_OR_NO, "they were still tired 30 minutes after; nothing: not said"),
    Column("sore", YES_OR_NO, "they were sore the next day; nothing: not said"),
    Column("breathless", YES, "they stopped: breathless at rest, or chest pain"),
    *RECORDED,
)
PROGRAMMES = Table(
    "programmes.csv",
    "The exercise programme, a line a version; the one made last of those that have begun is in force.",
    _PROGRAMMES,
    rows_of(Programme, _PROGRAMMES, ("made_at", "pk"), status=STANDING),
    since=2,
)
PROGRAMME_ITEMS = Table(
    "programme_items.csv",
    "The exercises of each version.",
    _PROGRAMME_ITEMS,
    rows_of(
        ProgrammeItem,
        _PROGRAMME_ITEMS,
        ("programme__made_at", "programme", "place"),
        patient="programme__patient",
        authors={},
        programme__status=STANDING,
    ),
    since=2,
)
EXERCISE_ANSWERS = Table(
    "exercise_answers.csv",
    "What the person and who helps them said of each exercise.",
    _EXERCISE_ANSWERS,
    rows_of(
        ExerciseAnswer,
        _EXERCISE_ANSWERS,
        ("day", "made_at", "pk"),
        status=STANDING,
        item__programme__status=STANDING,  # of a version that was a mistake nothing is told
    ),
    since=2,
)
