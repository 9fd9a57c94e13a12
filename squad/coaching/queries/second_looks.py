"""Second looks: for the mentee who offers them, for the pair, and for the mentor who is asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import OwnPairing, Viewer
from squad.coaching.models import SecondLook, SecondLookAnswer
from squad.coaching.queries.contexts import PairingContext, subject_of
from squad.coaching.queries.milestones import load_milestone_page
from squad.coaching.rules import second_looks as rules
from squad.coaching.rules.second_looks import LookState
from squad.db.session import session
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import FrameworkMove
from squad.framework.rules.model import Framework, Milestone
from squad.kernel.clock import clock
from squad.kernel.dates import day_of
from squad.pairings.models import AgreementPurpose, Pairing
from squad.pairings.queries.agreements import agreement_in_force_for
from squad.pairings.queries.matching import load_facts
from squad.pairings.queries.stopped import list_all_stopped, list_quiet
from squad.pairings.rules.states import LOGGABLE
from squad.people.models import Person
from squad.programmes.framework_moves import load_moves_of, milestone_said
from squad.programmes.models import Programme
from squad.programmes.queries import refuse_archived
from squad.programmes.rules import is_open


@dataclass(frozen=True, slots=True)
class Look:
    """An offer of a second look as it stands now."""

    offer: SecondLook
    programme: Programme
    now: datetime
    moves: tuple[FrameworkMove, ...]
    """The programme's moves between versions of the framework."""
    own_mentor: bool
    """Whether the one asked has become a mentor of this mentee's own."""
    until: date
    """The last day to answer an open one."""
    reminds: bool
    """Whether today counts: on closed or quiet days and in pauses nobody is reminded."""

    @property
    def today(self) -> date:
        """Today in the programme's time zone."""
        return day_of(self.now, self.programme.time_zone)

    @property
    def state(self) -> LookState:
        """What became of it, as the clock has it."""
        return rules.state_on(self.offer.state, self.until, self.today, own_mentor=self.own_mentor)

    @property
    def answer(self) -> SecondLookAnswer | None:
        """What was said, in its newest version."""
        return self.offer.answers[-1] if self.offer.answers else None

    @property
    def said_on(self) -> date | None:
        """The programme's day on which it was first said."""
        first = self.offer.answers[0] if self.offer.answers else None
        return day_of(first.known_at, self.programme.time_zone) if first else None

    @property
    def correct_until(self) -> date | None:
        """The last day on which what was said may be corrected; None once that is over."""
        said_on = self.said_on
        until = rules.correct_until(said_on) if said_on else None
        return until if until and self.today <= until and not self.own_mentor else None

    @property
    def framework(self) -> Framework:
        """The version that the programme keeps."""
        return get_framework(self.programme.framework_version_id)

    @property
    def milestone(self) -> Milestone:
        """What is to be looked at."""
        it = self.offer
        return milestone_said(self.framework, self.moves, it.milestone_code, it.known_at)

    @property
    def subject(self) -> Subject:
        """What the policy needs to know."""
        return replace(subject_of(self.offer.pairing, self.programme), asked_id=self.offer.asked_id)

    def agrees(self, *, held: bool) -> bool | None:
        """Whether the pair says the same; None where nothing could be looked at."""
        return rules.agrees(self.answer.verdict, held=held) if self.answer else None


@dataclass(frozen=True, slots=True)
class Askable:
    """A mentor who may be asked."""

    id: int
    name: str
    function: str


@dataclass(frozen=True, slots=True)
class OfferPage:
    """What a mentee needs to offer a look at a milestone."""

    offers: bool
    """Whether it stands so that another mentor may look."""
    looks: Sequence[Look]
    """Those offered before."""
    askable: Sequence[Askable]
    purposes: Sequence[AgreementPurpose]
    """Of the agreement in force, with their signs of success."""


def is_asked_something(person_id: int) -> ColumnElement[bool]:
    """Whether an offer to a person is open, unless its days are over."""
    return exists().where(SecondLook.asked_id == person_id, SecondLook.state == LookState.OPEN)


def find_look_for(viewer: Viewer, look_id: int, *, lock: bool = False) -> Look | None:
    """An offer to the viewer, whatever became of it."""
    return _find(SecondLook.asked_id == viewer.person_id, look_id, lock=lock)


def find_offer_for(
    viewer: Viewer, look_id: int, *, lock: bool = False, taking_back: bool = False
) -> Look | None:
    """An offer made in one of the viewer's own pairings, archived or not if taken back."""
    own = SecondLook.pairing_id.in_([pairing.id for pairing in viewer.pairings])
    return _find(own, look_id, lock=lock, taking_back=taking_back)


def list_asked_of(viewer: Viewer) -> list[Look]:
    """Whatever the viewer was asked to look at, the newest first; seven statements."""
    return _loaded(_looks(SecondLook.asked_id == viewer.person_id).order_by(SecondLook.id.desc()))


def list_open_asked_of(viewer: Viewer) -> list[Look]:
    """What the viewer is asked to look at today, the oldest first; seven statements."""
    mine = (SecondLook.asked_id == viewer.person_id, SecondLook.state == LookState.OPEN)
    looks = _loaded(_looks(*mine).order_by(SecondLook.id))
    return [look for look in looks if look.state is LookState.OPEN and look.reminds]


def list_looks_for(viewer: Viewer, context: PairingContext, code: str) -> list[Look]:
    """The looks at a milestone that were offered in the viewer's own pairing, the newest first.

    The mentee reads those of earlier pairings of the programme as well.
    """
    own = [pairing.id for pairing in viewer.pairings if _is_read_with(context, pairing, viewer)]
    codes = context.codes_becoming(code)
    which = (SecondLook.pairing_id.in_(own), SecondLook.milestone_code.in_(codes))
    looks = _loaded(_looks(*which).order_by(SecondLook.id.desc()))
    return [look for look in looks if context.code_of(look.offer) == code]


def _is_read_with(context: PairingContext, own: OwnPairing, viewer: Viewer) -> bool:
    if own.id == context.pairing.id:
        return True
    same = own.programme_id == context.programme.id
    return same and own.mentee_id == viewer.person_id == context.pairing.mentee_id


def load_offer_page(viewer: Viewer, context: PairingContext, milestone: Milestone) -> OfferPage:
    """Whether the mentee may offer a look at a milestone, to whom, and what they can share."""
    demand(viewer, Permission.OFFER_SECOND_LOOK, context.subject)
    page = load_milestone_page(viewer, context, milestone)
    looks = list_looks_for(viewer, context, milestone.code)
    agreement = agreement_in_force_for(viewer, context.pairing)
    return OfferPage(
        offers=page.offers_look(context.pairing.state),
        looks=looks,
        askable=_list_askable(context, looks),
        purposes=agreement.purposes if agreement else (),
    )


def _list_askable(context: PairingContext, looks: Collection[Look]) -> list[Askable]:
    """Whom the mentee may ask for a look at a milestone that had `looks`, by name.

    Mentors of the programme with a pairing that both accepted and that is under way, as the hard
    rules allow; nobody who ever was this mentee's mentor here, and nobody twice. Three statements.
    """
    of_programme = Pairing.programme_id == context.programme.id
    mentoring = Pairing.state.in_(LOGGABLE)
    people = session.scalars(
        select(Person)
        .where(exists().where(Pairing.mentor_id == Person.id, of_programme, mentoring))
        .order_by(Person.sort_key, Person.id)
    ).all()
    mentee_id = context.pairing.mentee_id
    own = session.scalars(
        select(Pairing.mentor_id).where(
            of_programme, Pairing.mentee_id == mentee_id, Pairing.accepted_on.is_not(None)
        )
    )
    asked = {look.offer.asked_id for look in looks if look.state not in rules.UNASKED}
    facts = load_facts({mentee_id, *(person.id for person in people)})
    chosen = rules.askable(
        [facts[person.id] for person in people],
        facts[mentee_id],
        {person.id: person.manager_id for person in facts.values()},
        boss_distance=context.programme.boss_distance,
        not_again={*own, *asked},
    )
    return [Askable(p.id, p.name, p.function) for p in people if p.id in chosen]


def _find(
    which: ColumnElement[bool], look_id: int, *, lock: bool, taking_back: bool = False
) -> Look | None:
    query = _looks(which, SecondLook.id == look_id)
    if lock:
        query = query.with_for_update(of=SecondLook)
    found = _loaded(query.execution_options(populate_existing=lock))
    if lock and found and not taking_back:
        refuse_archived(found[0].programme.id)
    return found[0] if found else None


def _looks(*which: ColumnElement[bool]) -> Select[SecondLook, bool]:
    return (
        select(SecondLook, _is_own_mentor())
        .join(SecondLook.pairing)
        .join(Pairing.programme)
        .options(
            contains_eager(SecondLook.pairing).contains_eager(Pairing.programme),
            contains_eager(SecondLook.pairing).joinedload(Pairing.mentee, innerjoin=True),
            joinedload(SecondLook.asked, innerjoin=True),
            selectinload(SecondLook.answers),
        )
        .where(*which)
    )


def _is_own_mentor() -> ColumnElement[bool]:
    """Whether the one asked and the mentee ever accepted a pairing of their own."""
    own = aliased(Pairing)
    return exists().where(
        own.programme_id == Pairing.programme_id,
        own.mentee_id == Pairing.mentee_id,
        own.mentor_id == SecondLook.asked_id,
        own.accepted_on.is_not(None),
    )


def _loaded(query: Select[SecondLook, bool]) -> list[Look]:
    """The looks with their last day; nothing about days is asked where none is open."""
    rows = session.execute(query).all()
    offers, now = [offer for offer, _own in rows], clock.now()
    programmes = [offer.pairing.programme for offer in offers]
    moves = load_moves_of({each.id for each in programmes if each.framework_moves})
    waiting = [offer for offer in offers if offer.state is LookState.OPEN]
    stopped = list_all_stopped([offer.pairing for offer in waiting]) if waiting else {}
    quiet = list_quiet({offer.asked_id for offer in waiting}) if waiting else {}
    found = []
    for offer, own in rows:
        programme = offer.pairing.programme
        days = (*stopped.get(offer.pairing_id, ()), *quiet.get(offer.asked_id, ()))
        until = rules.open_until(offer.happened_on, days)
        reminds = is_open(day_of(now, programme.time_zone), days)
        moved = moves.get(programme.id, ())
        found.append(Look(offer, programme, now, moved, own, until, reminds))
    return found
