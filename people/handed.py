"""One summary, handed to somebody without an account: the one writer of links for a visit, and their one door.

A link has three secrets, which are known when it is made and never again: the end of its address, the address that a
program asks (SMART Health Links), and the code that both want. The door says the same of each link that does not open:
``None`` for one that is unknown, over, withdrawn or tried too often, of a record that was closed, or whose maker may
not say any more who sees the record.
"""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, Least
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from people import audit, mail
from people.access import Record
from people.asking import may_invite, own_person
from people.codes import CODE_LETTERS, as_typed, digest, new_secret
from people.models import Invitation, LinkOpening, Membership, Patient, User, VisitLink
from people.rights import Channel, Standing, Verb

DAYS = (1, 7, 30)
USUAL = 7
CODE_LENGTH = 8  # 40 bits
TRIES = 10  # wrong codes in the life of a link
MOST = 3  # that stand at once for a record
SEEN_FOR = dt.timedelta(minutes=30)  # an opening: so long a page can be shown and printed again, and a file fetched
TOLD_FOR = dt.timedelta(days=90)  # of one that ended
LOOK, WRONG = "look by link", "wrong code for link"  # in the audit trail
Way = LinkOpening.Way
_signer = Signer(salt="people.handed")
_WITH = ("patient__clinic", "made_by")


@dataclass(frozen=True)
class Made:
    """A link that was just made, with its secrets: to be shown now."""

    link: VisitLink
    secret: str
    manifest: str
    code: str


@dataclass(frozen=True)
class Opened:
    """What a link opens: a record as somebody reads it to whom nothing more than the summary is shown. ``proof``: that
    it was opened, good for this opening alone, and for ``SEEN_FOR``."""

    link: VisitLink
    record: Record
    proof: str


# --- Making and ending ---


def make(
    patient: Patient,
    *,
    by: User,
    start: dt.date,
    end: dt.date,
    days: int,
    press: uuid.UUID,
    now: dt.datetime,
) -> Made:
    """A link for ``days``; the same press again is the same link with new secrets.

    Raises ``ValidationError`` for another number of days, for a record that was closed, for more than ``MOST`` at once
    and for a press that made a link which is over, or is somebody else's.
    """
    if days not in DAYS:
        raise ValidationError(_("Choose for how many days."))
    made = Made(VisitLink(patient=patient), new_secret(by_hand=True), new_secret(by_hand=False), _new_code())
    with transaction.atomic():
        row = Patient.objects.held(patient.pk)
        if row.ended_on is not None:
            raise ValidationError(_("This record is closed. No link can be made to it."))
        before = VisitLink.objects.filter(press=press).first()
        if before and ((before.patient_id, before.made_by_id) != (patient.pk, by.pk) or before.is_over(now)):
            raise ValidationError(_("This page is too old. Open it again."))
        if before is None and standing(patient, now).count() >= MOST:
            raise ValidationError(_("There are %(most)d links already. Withdraw one of them first.") % {"most": MOST})
        link, _new = VisitLink.objects.update_or_create(
            press=press,
            defaults={
                "patient": patient,
                "made_by": by,
                "start": min(start, end),
                "end": end,
                "secret_hash": digest(made.secret),
                "manifest_hash": digest(made.manifest),
                "code_hash": _sealed(made.code),
                "wrong_codes": 0,
                "made_at": now,
                "expires_at": now + dt.timedelta(days=days),
            },
        )
        audit.record("make link", user=by, patient=patient, detail=audit.of(link))
    return Made(link, made.secret, made.manifest, made.code)


def withdraw(link: VisitLink, *, by: User | None, now: dt.datetime) -> None:
    """It opens nothing from now on, whoever has it open. Twice is once."""
    with transaction.atomic():
        open_one = VisitLink.objects.filter(pk=link.pk, withdrawn_at=None)
        if open_one.update(withdrawn_at=now, withdrawn_by=by):
            audit.record("withdraw link", user=by, patient=link.patient, detail=audit.of(link))


def withdraw_all(patient: Patient, *, by: User | None, now: dt.datetime) -> None:
    """Of a record that is closed: its links stay ended if it is opened again."""
    for link in VisitLink.objects.filter(patient=patient, withdrawn_at=None, expires_at__gt=now):
        withdraw(link, by=by, now=now)


def standing(patient: Patient, now: dt.datetime) -> QuerySet[VisitLink]:
    """Those that are not over. One whose code was tried too often is among them: it is seen, and can be withdrawn."""
    return VisitLink.objects.filter(patient=patient, withdrawn_at=None, expires_at__gt=now)


def ended(patient: Patient, now: dt.datetime) -> QuerySet[VisitLink]:
    """Those that ended lately, the last first; with ``ended_at`` and ``times``, how often it was opened."""
    ended_at = Least(Coalesce("withdrawn_at", "expires_at"), "expires_at")
    rows = VisitLink.objects.filter(patient=patient).annotate(ended_at=ended_at, times=Count("openings"))
    lately = rows.filter(ended_at__gt=now - TOLD_FOR, ended_at__lte=now)
    return lately.select_related("withdrawn_by").order_by("-ended_at", "-pk")


# --- The door ---


def open_handed(secret: str, code: str, now: dt.datetime) -> Opened | None:
    """By the address of the page and its code. Audited as a look by a link, and told to the person."""
    opened = _open(Q(secret_hash=digest(as_typed(secret))), code, now, Way.PAGE)
    return opened if isinstance(opened, Opened) else None


def open_for_program(manifest: str, code: str, recipient: str, now: dt.datetime) -> Opened | int | None:
    """By the address that a program asks; where the code alone was wrong, how many tries are left, as SMART Health
    Links say it. ``recipient``: who the program says that it asks for."""
    return _open(Q(manifest_hash=digest(manifest)), code, now, Way.FILE, recipient)


def still_open(secret: str, proof: str, now: dt.datetime) -> Opened | None:
    """The same page once more, within ``SEEN_FOR`` of its opening, by the proof that was given then."""
    return _again(Q(way=Way.PAGE, link__secret_hash=digest(as_typed(secret))), proof, now)


def file_of(proof: str, now: dt.datetime) -> Opened | None:
    """What a program was given a proof for."""
    return _again(Q(way=Way.FILE), proof, now)


def _open(known: Q, code: str, now: dt.datetime, way: Way, recipient: str = "") -> Opened | int | None:
    with transaction.atomic():
        link = VisitLink.objects.select_related(*_WITH).select_for_update(of=("self",)).filter(known).first()
        record = _record_of(link, now)
        right = constant_time_compare(link.code_hash if link else "", _sealed(as_typed(code)))
        if link is None or record is None or not right:
            # Counted and noted alike, whatever does not open, and why.
            wrong = VisitLink.objects.filter(known, wrong_codes__lt=TRIES)
            wrong.update(wrong_codes=F("wrong_codes") + 1)
            audit.record(
                WRONG, user=None, patient=link.patient if link else None, detail=audit.of(link) if link else ""
            )
            return TRIES - link.wrong_codes - 1 if link and record else None
        told = LinkOpening.objects.filter(link=link, at__gt=now - SEEN_FOR).exists()
        opening = LinkOpening.objects.create(
            link=link, at=now, way=way, recipient=recipient.replace("\0", "").strip()[:100]
        )
        audit.record(LOOK, user=None, patient=link.patient, detail=audit.of(link))
        if not told:
            _write_to_the_person(link, now)
    return Opened(link, record, _signer.sign(str(opening.pk)))


def _again(known: Q, proof: str, now: dt.datetime) -> Opened | None:
    try:
        opening = LinkOpening.objects.filter(known, pk=int(_signer.unsign(proof)), at__gt=now - SEEN_FOR)
    except BadSignature:
        return None
    found = opening.select_related(*(f"link__{each}" for each in _WITH)).first()
    record = _record_of(found.link if found else None, now)
    if found is None or record is None:
        return None
    audit.record(LOOK, user=None, patient=record.patient, detail=audit.of(found.link))
    return Opened(found.link, record, proof)


def _record_of(link: VisitLink | None, now: dt.datetime) -> Record | None:
    """As what the record is read; None where the link opens nothing."""
    if link is None or link.wrong_codes >= TRIES or link.is_over(now) or link.patient.ended_on is not None:
        return None
    if not may_invite(link.made_by, patient=link.patient, clinic=None, kind=Invitation.Kind.HELP):
        return None
    record = record_for(link)
    return record if record.may(Verb.VIEW) else None


def stands(link: VisitLink, now: dt.datetime) -> bool:
    """Whether it opens anything, to who has its code."""
    return _record_of(link, now) is not None


def record_for(link: VisitLink) -> Record:
    """As what whoever holds a link stands before the record: one of whom nothing was said that is theirs to see."""
    return Record(link.patient, Standing(Membership.Role.READER, Membership.Access.READ, Channel.LINK), frozenset())


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


def _sealed(code: str) -> str:
    """What is kept of a code: with the key of the site, as so few letters could be tried out on a stolen table."""
    return salted_hmac("people.handed", code, algorithm="sha256").hexdigest()


# --- Telling ---


def untold(patient: Patient) -> list[LinkOpening]:
    """What the person has not read yet, oldest first. One query."""
    rows = LinkOpening.objects.filter(link__patient=patient, read=False).select_related("link")
    return list(rows.order_by("at", "pk"))


def mark_read(patient: Patient, through: dt.datetime) -> None:
    """Every opening up to a moment. Twice is once."""
    LinkOpening.objects.filter(link__patient=patient, read=False, at__lte=through).update(read=True)


def openings_of(links: Iterable[VisitLink]) -> dict[int, list[LinkOpening]]:
    """By link, newest first. One query."""
    found: dict[int, list[LinkOpening]] = {link.pk: [] for link in links}
    for opening in LinkOpening.objects.filter(link__in=found):
        found[opening.link_id].append(opening)
    return found


def _write_to_the_person(link: VisitLink, now: dt.datetime) -> None:
    person = own_person(link.patient, now)
    if person and person.email:
        language = person.language or link.patient.clinic.language
        mail.write(person.email, "link_opened", {}, language=language)
