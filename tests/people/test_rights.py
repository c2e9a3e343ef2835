import pytest
from django.core.exceptions import PermissionDenied

from people.access import Of, Verb, open_record
from people.rights import PROGRAMS, RIGHTS, Channel, Standing, may

SESSION = {right for right, row in RIGHTS.items() if Channel.SESSION in row.channels}


def by(channel):
    return {right for right, row in RIGHTS.items() if channel in row.channels}


def test_whatever_anybody_may_is_open_to_a_person_who_is_signed_in():
    assert set(RIGHTS) == SESSION


def test_no_program_says_who_sees_a_record_ends_it_runs_a_clinic_or_says_what_is_somebodys_own():
    looks, writes = (by(channel) for channel in PROGRAMS)

    assert {verb for _of, verb in looks} == {Verb.VIEW, Verb.PRINT, Verb.PROGRESS, Verb.EXPORT}
    assert {verb for _of, verb in writes - looks} == {Verb.LOG, Verb.WRITE}
    assert {of for of, _verb in looks | writes} == {Of.RECORD, Of.FINDINGS, Of.ASKED, Of.TEAM}
    assert looks < writes


def test_a_link_for_a_visit_shows_the_record_and_no_more():
    assert by(Channel.LINK) == {(Of.RECORD, Verb.VIEW)}


@pytest.mark.parametrize(("of", "verb"), RIGHTS)
def test_a_grant_to_look_does_nothing_that_writes(of, verb):
    roles = RIGHTS[of, verb].roles
    everywhere = frozenset(only for _role, only in RIGHTS[of, verb].only)

    assert {may(Standing(role, "write", meets=everywhere), verb, of) for role in roles} == {True}
    assert {may(Standing(role, "read", meets=everywhere), verb, of) for role in roles} == {not verb.writes}


def test_a_job_is_refused_what_no_job_may_whoever_asked_for_it(record, ada):
    with pytest.raises(PermissionDenied):
        open_record(ada, record.pk, Verb.MANAGE, channel=Channel.JOB)

    assert open_record(ada, record.pk, Verb.PRINT, channel=Channel.JOB).patient == record
