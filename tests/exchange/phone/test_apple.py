"""Apple Health's export: read in each language, unit and mix of sources, refused in a sentence where it is broken."""

import datetime as dt
import io

import pytest

from clinical.phone import PhoneDay
from exchange.phone import limits
from exchange.phone.export import Export, Make, is_export, read_export
from exchange.rows import CsvRefused
from tests.exchange.phone.made import HEAD, NAME, apple, limp, step, weigh, wrapped, zipped

MORNING = "2026-03-01 07:00:00 +0100"
FIRST = dt.date(2026, 3, 1)


def days(data):
    return read_export(io.BytesIO(data)).days


def refused(data):
    with pytest.raises(CsvRefused) as caught:
        read_export(io.BytesIO(data))
    return str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "apple_health_export/Export.xml",
        "apple_health_export/exportar.xml",
        "apple_health_export/Exportieren.xml",
        "vienti.xml",
        "apple_health_export/エクスポート.xml",
        "导出.xml",
    ],
)
def test_an_export_is_known_by_what_is_in_it_in_every_language(name):
    data = apple(weigh(MORNING, 71.2), name=name)

    assert is_export(io.BytesIO(data))
    assert read_export(io.BytesIO(data)) == Export(Make.APPLE, (PhoneDay(FIRST, weight=71.2),))


def test_an_export_that_was_unpacked_is_read_too():
    assert days(wrapped(weigh(MORNING, 71.2)).encode()) == (PhoneDay(FIRST, weight=71.2),)


@pytest.mark.parametrize(("value", "unit", "kg"), [(71.24, "kg", 71.2), (157, "lb", 71.2), (11.2, "st", 71.1)])
def test_a_weight_is_kept_in_kilograms(value, unit, kg):
    assert days(apple(weigh(MORNING, value, unit))) == (PhoneDay(FIRST, weight=kg),)


def test_steps_of_several_sources_are_those_of_the_one_that_counted_most():
    walked = [step(f"2026-03-01 {hour:02d}:00:00 +0100", 100, "Ada’s Watch") for hour in range(8, 12)]
    walked += [step(f"2026-03-01 {hour:02d}:00:00 +0100", 70, "iPhone") for hour in range(7, 12)]

    assert days(apple(*walked)) == (PhoneDay(FIRST, steps=400),)


def test_walking_asymmetry_is_a_fraction_in_the_file_and_a_percentage_here():
    assert days(apple(limp(MORNING, 0.02), limp(MORNING, 0.05))) == (PhoneDay(FIRST, walking_asymmetry=3.5),)


def test_a_day_is_that_of_the_phone_s_own_clock():
    walked = [
        step("2026-02-28 23:59:59 -0500", 1),  # 1 March in Berlin
        step("2026-03-01 00:00:00 +1300", 2),  # 28 February in Berlin
        step("2026-03-29 01:59:00 +0100", 3),
        step("2026-03-29 03:01:00 +0200", 4),  # the clock was set forward in between
        step("2025-10-26 02:30:00 +0200", 5),
        step("2025-10-26 02:10:00 +0100", 6),  # 40 minutes later
    ]

    assert [(str(day.day), day.steps) for day in days(apple(*walked))] == [
        ("2025-10-26", 11),
        ("2026-02-28", 1),
        ("2026-03-01", 2),
        ("2026-03-29", 7),
    ]


def test_what_is_not_asked_for_is_passed_over_and_what_cannot_be_is_counted():
    others = [
        step(MORNING, 60, kind="HeartRate"),
        weigh(MORNING, 71, "oz?"),
        weigh("yesterday", 71),
        weigh(MORNING, "x"),
    ]
    export = read_export(io.BytesIO(apple(*others, weigh(MORNING, 7), step(MORNING, 5))))

    assert (export.days, export.left_out) == ((PhoneDay(FIRST, steps=5),), 4)


def test_a_description_that_is_no_xml_and_characters_that_have_no_place_in_it_do_no_harm():
    head = HEAD.replace("]>", "<!ATTLIST Workout <!ELEMENT\n]>", 1)

    assert days(apple(weigh(MORNING, 71).replace("Scale", "Sca\x0ble"), head=head)) == (PhoneDay(FIRST, weight=71),)


def test_entities_are_refused_before_one_is_opened():
    bomb = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    told = "The export of the phone holds definitions that it does not need. It is not opened."

    assert refused(apple(weigh(MORNING, 71), head=HEAD.replace("]>", f"{bomb}]>", 1))) == told
    assert refused(apple(weigh(MORNING, "&b;"))).endswith("it may have been cut off. Export it again.")


@pytest.mark.parametrize(
    "cut", [wrapped(weigh(MORNING, 71))[:-15], wrapped("<Record"), wrapped('<Record type="a" type="a"/>')]
)
def test_an_export_that_was_cut_off_is_told_with_its_line(cut):
    told = refused(zipped({NAME: cut}))

    assert told.partition(": ")[0].startswith("Line 1")
    assert told.partition(": ")[2] == "The export of the phone is broken: it may have been cut off. Export it again."


def test_a_zip_that_was_cut_off_is_no_export_and_one_with_a_wrong_byte_is_told():
    data = apple(*[weigh(f"2026-03-01 07:{minute:02d}:00 +0100", 70 + minute / 10) for minute in range(60)])
    wrong = bytearray(data)
    wrong[data.index(NAME.encode()) + len(NAME) + 300] ^= 0xFF

    assert not is_export(io.BytesIO(data[:-30]))
    assert refused(bytes(wrong)) in (
        "This is not a whole zip file. It may have been cut off.",
        "This is no export of Apple Health or Health Connect.",
    )


def test_an_export_without_anything_of_ours_is_told():
    told = "There is no weight, no step and no walking asymmetry in this export."

    assert refused(apple(step(MORNING, 60, kind="HeartRate"))) == told


def test_a_zip_that_unpacks_to_more_than_any_export_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MOST_UNPACKED", 2_000_000)
    data = zipped({NAME: wrapped(weigh(MORNING, 71), " " * 3_000_000)})

    assert len(data) < 10_000
    assert refused(data) == "Unpacked, the export of the phone is larger than 0.002 GB. It is not opened."


def test_more_sources_than_there_can_be_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEPT", 10)
    data = apple(*[step(MORNING, 1, f"app {number}") for number in range(11)])

    assert refused(data) == "The export of the phone says more than any phone can. It is not opened."


def test_the_days_that_wait_are_those_that_were_read():
    export = read_export(io.BytesIO(apple(weigh(MORNING, 71.2), step(MORNING, 5), limp(MORNING, 0.021))))

    assert Export.from_bytes(export.to_bytes()) == export
