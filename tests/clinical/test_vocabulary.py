import pytest

from clinical.vocabulary import (
    CELL_BY_NAME,
    CELL_NAMES,
    CELLS,
    CHECK_IN_SECTIONS,
    FUNCTION_ITEMS,
    MEASURES,
    Group,
    Pair,
    Side,
    labels_of,
    measures_of,
)


def test_cells_stand_in_the_order_of_the_body():
    assert CELL_NAMES == (
        "speech",
        "swallowing",
        "neck",
        "upper_arm.left",
        "upper_arm.right",
        "hand.left",
        "hand.right",
        "breathing",
        "trunk",
        "thigh.left",
        "thigh.right",
        "foot.left",
        "foot.right",
    )


def test_pair_is_two_regions_on_each_side():
    in_pairs = {pair: [cell.name for cell in CELLS if cell.pair is pair] for pair in Pair}

    assert in_pairs == {
        Pair.ARM: ["upper_arm.left", "upper_arm.right", "hand.left", "hand.right"],
        Pair.LEG: ["thigh.left", "thigh.right", "foot.left", "foot.right"],
    }


def test_group_gathers_the_cells_of_one_part_of_the_body():
    grouped = {group: {str(cell.region) for cell in CELLS if cell.group is group} for group in Group}

    assert grouped == {
        Group.BULBAR: {"speech", "swallowing"},
        Group.UPPER: {"neck", "upper_arm", "hand"},
        Group.MIDDLE: {"breathing", "trunk"},
        Group.LOWER: {"thigh", "foot"},
    }


def test_side_knows_the_other():
    assert (Side.LEFT.other, Side.RIGHT.other) == (Side.RIGHT, Side.LEFT)


def test_cell_has_a_dotted_name_and_a_column():
    cell = CELL_BY_NAME["hand.left"]

    assert (str(cell), cell.column) == ("hand.left", "hand_left")


def test_function_items_stand_in_the_order_of_the_scale():
    assert FUNCTION_ITEMS == (
        "speech",
        "salivation",
        "swallowing",
        "handwriting",
        "cutting_food",
        "dressing_hygiene",
        "turning_in_bed",
        "walking",
        "climbing_stairs",
        "dyspnea",
        "orthopnea",
        "respiratory_insufficiency",
    )


def test_measures_of_one_table_have_columns_of_their_own():
    for section in (*CHECK_IN_SECTIONS, "function", "measurement"):
        columns = [measure.column for measure in measures_of(section)]
        assert len(columns) == len(set(columns)), section


def test_labels_are_the_names_without_the_section():
    assert labels_of("weakness") == CELL_NAMES
    assert labels_of("fasciculation") == (*CELL_NAMES, "cramps.count", "cramps.worst_pain", "cramps.woke")
    assert labels_of("asymmetry") == ("upper_arm", "hand", "thigh", "foot")


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("weakness.hand.left", 0, True),
        ("weakness.hand.left", 4, True),
        ("weakness.hand.left", 5, False),
        ("weakness.hand.left", 3.5, False),
        ("fasciculation.trunk", 4, False),
        ("asymmetry.hand", -2, True),
        ("weight", 61.4, True),
        ("weight", 614, False),
        ("weight", float("nan"), False),
    ],
)
def test_measure_accepts_what_its_range_allows(name, value, accepted):
    assert MEASURES[name].accepts(value) is accepted
