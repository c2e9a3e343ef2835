"""What a page says to its reader beside questions and answers, once for each of both (``symptoms.wording.voice``).

A template asks for it by name: ``{% say record "own_left" %}``.
"""

from django.utils.translation import gettext_lazy as _

from symptoms.wording.voice import Said

PAGES: dict[str, Said] = {
    "for_today": Said(_("For today"), _("For %(name)s today")),
    "two_weeks_sheet": Said(
        _("A letter or a number goes in each box. Leave out anything. Compare with how you were before ALS."),
        _("A letter or a number goes in each box. Leave out anything. Compare with how %(name)s was before ALS."),
    ),
    "first_day_sheet": Said(
        _("Tick one answer in each row. Leave out anything. Compare with how you were before ALS."),
        _("Tick one answer in each row. Leave out anything. Compare with how %(name)s was before ALS."),
    ),
    "own_left": Said(
        _("Press a part of the body. Your own left is on the left."),
        _("Press a part of the body. %(Name)s's left is on the left."),
    ),
    "where_twitches": Said(_("Where did you feel twitches?"), _("Where did you see twitches?")),
    "breathless_now": Said(_("Are you breathless now?"), _("Is %(name)s breathless now?")),
    "said_last_time": Said(_("You said last time: “%(before)s”"), _("Said last time: “%(before)s”")),
    "no_machine_said": Said(
        _("A breathing machine is on the list of treatments, but you said that you don't use one. Is that right?"),
        _(
            "A breathing machine is on the list of treatments, but you said that %(name)s doesn't use one. "
            "Is that right?"
        ),
    ),
    "no_machine_listed": Said(
        _(
            "You said that you use a breathing machine, but there is none on the list of treatments. "
            "You can add when it began."
        ),
        _(
            "You said that %(name)s uses a breathing machine, but there is none on the list of treatments. "
            "You can add when it began."
        ),
    ),
    "plan": Said(_("My plan"), _("%(Name)s's plan")),
    "how_often": Said(
        _("Log as often as does you good. A pause is fine, and so is a day left out."),
        _("Log as often as does %(name)s good. A pause is fine, and so is a day left out."),
    ),
    "reminder_hours": Said(
        _("At an hour of the day where you live (%(zone)s). None at night, and none once someone has logged."),
        _("At an hour of the day where %(name)s lives (%(zone)s). None at night, and none once someone has logged."),
    ),
    "letter_title": Said(_("A minute for your diary"), _("A minute for the diary")),
    "part_began": Said(
        _("When did this part become weak? Say it as well as you remember."),
        _("When did this part of %(name)s's body become weak? Say it as well as you remember."),
    ),
    "weak_before": Said(
        _(
            "Some parts were weak before the first entry. You can say when that began, as well as you remember. "
            "You can leave out anything, and not being sure is an answer too."
        ),
        _(
            "Some parts of %(name)s's body were weak before the first entry. "
            "You can say when that began, as well as you "
            "remember. What %(name)s says counts first."
        ),
    ),
    "said_first": Said(
        _("Where it began, you said: %(said_first)s."), _("Where it began, %(name)s said: %(said_first)s.")
    ),
    "reach": Said(_("How to reach your care team"), _("How to reach %(name)s's care team")),
    "team_sees": Said(_("Your team at %(clinic)s can see it."), _("The team at %(clinic)s can see it.")),
    "team_sees_then": Said(
        _("It is sent by itself when there is internet. Your team can see it only then."),
        _("It is sent by itself when there is internet. The team can see it only then."),
    ),
    "take_along": Said(_("Take your record with you"), _("A copy of this record to take with you")),
    "ask_the_clinic": Said(
        _(
            "What the care team writes for itself, such as notes of visits, is not in the files. "
            "Ask your clinic for it."
        ),
        _(
            "What the care team writes for itself, such as notes of visits, is not in the files. "
            "Ask %(name)s's clinic for it."
        ),
    ),
    "bring_in": Said(
        _(
            "What you wrote down elsewhere can come in here: a table from an app, a scale or a spreadsheet, your "
            "complete record as a zip, or a FHIR file (JSON) from another clinic. You see it first. Nothing is kept "
            "before you say so."
        ),
        _(
            "What was written down about %(name)s elsewhere can come in here: a table from an app, a scale or a "
            "spreadsheet, a complete record as a zip, or a FHIR file (JSON) from another clinic. You see it first. "
            "Nothing is kept before you say so."
        ),
    ),
}
