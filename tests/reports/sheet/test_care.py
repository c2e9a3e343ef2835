from reports.sheet.care import fall_lines, treatment_lines
from reports.sheet.lines import Line
from tests.reports.sheet.made import answers, period, summary


def span(kind, start, end=None, label="", **more):
    return {"kind": kind, "label": label, "start": start, "end": end, **more}


def test_falls_are_told_by_where_they_were_counted():
    held = period(signs=answers(falls=1), events={"fall": 2}, serious={"fall": 1})

    assert fall_lines(summary(), held)[0] == Line(
        "Falls", "1 counted in check-ins; 2 noted one by one, 1 where someone was hurt or had to help"
    )
    assert fall_lines(summary(), period())[0] == Line("Falls", "no answer in this period")


def test_treatments_are_told_as_begun_stopped_and_going_on():
    treatments = [
        span("riluzole", "2023-03-20"),
        span("niv", "2025-05-02"),
        span("physiotherapy", "2024-01-01", "2025-06-01", "Stretching with Kim"),
        span("edaravone", "2023-01-01", "2023-06-01"),
    ]

    assert treatment_lines(summary(weekly={"treatments": treatments}), period()) == (
        Line("Begun", "Breathing machine (mask), 2 May"),
        Line("Stopped", "Stretching with Kim, 1 Jun"),
        Line("Going on", "Riluzole, 20 Mar 2023"),
    )


def test_dose_side_and_reason_stand_with_what_was_begun_and_stopped():
    treatments = [
        span("riluzole", "2023-03-20", dose="50 mg"),
        span("orthosis", "2025-05-02", detail="leg_brace", side="left"),
        span("edaravone", "2023-01-01", "2025-06-01", detail="oral", stop_reason="own_wish"),
    ]

    assert treatment_lines(summary(weekly={"treatments": treatments}), period()) == (
        Line("Begun", "Ankle-foot brace, left, 2 May"),
        Line("Stopped", "Edaravone (by mouth), 1 Jun: Own wish"),
        Line("Going on", "Riluzole, 50 mg, 20 Mar 2023"),
    )


def test_aids_of_the_period_stand_with_the_falls():
    aids = [span("orthosis", "2025-05-05"), span("mobility_aid", "2024-05-05")]

    assert fall_lines(summary(weekly={"treatments": aids}), period())[1] == Line(
        "Aids begun", "Brace, splint or collar, 5 May"
    )


def test_a_long_list_says_how_much_more_there_is():
    many = [span("other", "2025-05-05", label=f"{n} tablets of thirty letters") for n in range(6)]

    assert treatment_lines(summary(weekly={"treatments": many}), period())[0].text.endswith(
        "; and 3 more on the screen"
    )
