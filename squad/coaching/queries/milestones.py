"""How a mentee's milestones stand, and every statement behind one of them: for the pair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select, tuple_
from sqlalchemy.orm import selectinload

from squad.access.viewer import Viewer
from squad.coaching.models import Answer, Observation
from squad.coaching.queries.attained import load_attained_of
from squad.coaching.queries.contexts import PairingContext, given_name
from squad.coaching.queries.history import load_agreements
from squad.coaching.queries.statements import is_before_offered
from squad.coaching.rules.second_looks import may_offer
from squad.db.session import session
from squad.framework.rules import fluency
from squad.framework.rules.model import STAGES, Area, Milestone
from squad.kernel.clock import clock
from squad.pairings.models import Pairing
from squad.pairings.rules.states import LIVE, PairingState


@dataclass(frozen=True, slots=True)
class Statement:
    """One observation as the pair reads it, with what the reader may still do about it."""

    observation: Observation
    code: str
    """The milestone that it counts for today; empty if it counts no more."""
    stated_by: str
    """Given name of who stated it."""
    mine: bool
    standing: bool
    """Neither withdrawn nor corrected."""
    answer: Answer | None
    """The answer in force."""
    answers: Sequence[Answer]
    answerable: frozenset[fluency.AnswerKind]
    """Answers that the reader may give now."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A milestone with its state for the mentee."""

    milestone: Milestone
    state: str
    """held, start, confirm, next, refresh, aside or out: as marks name them."""
    refresh_due: date | None = None


@dataclass(frozen=True, slots=True)
class MilestonePage:
    """Everything that the pair sees of one milestone."""

    standing: Standing | None
    """None for a former mentor: how the mentee goes on is no longer theirs to read."""
    statements: Sequence[Statement]
    agreed: bool
    """Whether an agreement is in force: without one nothing can be stated."""
    before_offered: bool

    @property
    def asks(self) -> bool:
        """Whether a statement here awaits the viewer's yes."""
        return any(fluency.AnswerKind.CONFIRM in s.answerable for s in self.statements)

    def offers_look(self, pairing: PairingState) -> bool:
        """Whether another mentor may be asked to look, in a pairing that stands so."""
        return self.standing is not None and may_offer(pairing, self.standing.state)


MARKS = {
    fluency.MilestoneState.HELD: "held",
    fluency.MilestoneState.TO_REFRESH: "refresh",
    fluency.MilestoneState.TO_CONFIRM: "confirm",
    fluency.MilestoneState.NEXT: "next",
    fluency.MilestoneState.SET_ASIDE: "aside",
}


Standings = Mapping[Area, Mapping[int, Sequence[Standing]]]


def load_standings(context: PairingContext) -> Standings:
    """Every milestone of the programme's framework by area and stage; two statements."""
    attained = load_attained_of(context)
    agreement = _agreement_of(context)
    milestones = context.framework.milestones.values()
    return {
        area: {
            stage: [
                _standing(m, attained.get(m.code), agreement, context.today)
                for m in milestones
                if m.area is area and m.stage == stage
            ]
            for stage in STAGES
        }
        for area in Area
    }


def load_milestone_page(
    viewer: Viewer, context: PairingContext, milestone: Milestone
) -> MilestonePage:
    """One milestone with its statements, newest first; a former mentor's are their own pair's."""
    if is_former_mentor(viewer, context):
        said = load_statements_for(viewer, context, code=milestone.code)
        own = [s for s in said if s.observation.pairing_id == context.pairing.id]
        return MilestonePage(standing=None, statements=own, agreed=False, before_offered=False)
    agreement = _agreement_of(context)
    attained = load_attained_of(context).get(milestone.code)
    key = {
        "mentee_id": context.pairing.mentee_id,
        "programme_id": context.pairing.programme_id,
    }
    return MilestonePage(
        standing=_standing(milestone, attained, agreement, context.today),
        statements=load_statements_for(viewer, context, code=milestone.code),
        agreed=agreement is not None,
        before_offered=is_before_offered(**key),
    )


def is_former_mentor(viewer: Viewer, context: PairingContext) -> bool:
    """Whether the viewer was the mentor, and the mentee has accepted another since."""
    pairing = context.pairing
    if context.side_of(viewer.person_id) is fluency.Side.MENTEE or pairing.state in LIVE:
        return False
    later = tuple_(Pairing.accepted_on, Pairing.id) > tuple_(pairing.accepted_on, pairing.id)
    successor = exists().where(
        Pairing.mentee_id == pairing.mentee_id,
        Pairing.programme_id == pairing.programme_id,
        Pairing.accepted_on.is_not(None),
        later,
    )
    return bool(session.scalar(select(successor)))


def load_statements_for(
    viewer: Viewer, context: PairingContext, *, code: str | None = None
) -> list[Statement]:
    """The statements about the mentee in the programme, newest first; words only of own pairings.

    A new mentor sees what was stated with an earlier one, never the words of that pair.
    """
    query = (
        select(Observation)
        .options(selectinload(Observation.answers))
        .where(
            Observation.mentee_id == context.pairing.mentee_id,
            Observation.programme_id == context.pairing.programme_id,
        )
        .order_by(Observation.happened_on.desc(), Observation.id.desc())
    )
    if code is not None:
        query = query.where(Observation.milestone_code.in_(context.codes_becoming(code)))
    observations = [o for o in session.scalars(query) if code is None or context.code_of(o) == code]
    removed = _removed(observations)
    ends = _load_ends(context)
    return [_statement(viewer, context, o, removed, ends) for o in observations]


def _agreement_of(context: PairingContext) -> fluency.AgreementVersion | None:
    mentee_id = context.pairing.mentee_id
    agreements = load_agreements(
        programme_id=context.pairing.programme_id, mentee_ids=[mentee_id]
    ).get(mentee_id, [])
    found = fluency.agreement_in_force(agreements, clock.now())
    return fluency.carry_agreement(found, context.moves) if found else None


def _standing(
    milestone: Milestone,
    stored: fluency.Attainment | None,
    agreement: fluency.AgreementVersion | None,
    on: date,
) -> Standing:
    attained = stored or fluency.Attainment()
    aside = agreement is not None and milestone.code in agreement.set_aside
    state = fluency.state_of(attained, on, aside)
    mark = MARKS[state]
    if mark == "held" and attained.at_start:
        mark = "start"
    targets = agreement.targets if agreement else {}
    if mark == "next" and milestone.stage > targets.get(milestone.area, 0):
        mark = "out"
    return Standing(milestone, mark, attained.refresh_due)


def _removed(observations: Sequence[Observation]) -> set[int]:
    """Statements that a confirmed correction removed for good."""
    return {
        o.corrects_id
        for o in observations
        if o.corrects_id is not None
        and any(a.kind is fluency.AnswerKind.CONFIRM for a in o.answers)
    }


def _load_ends(context: PairingContext) -> dict[int, date]:
    rows = session.execute(
        select(Pairing.id, Pairing.ended_on).where(
            Pairing.mentee_id == context.pairing.mentee_id,
            Pairing.programme_id == context.pairing.programme_id,
            Pairing.ended_on.is_not(None),
        )
    )
    return {row.id: row.ended_on for row in rows}


def _statement(
    viewer: Viewer,
    context: PairingContext,
    observation: Observation,
    removed: set[int],
    ends: Mapping[int, date],
) -> Statement:
    last = observation.answers[-1] if observation.answers else None
    in_force = None if last is None or last.kind is fluency.AnswerKind.UNDO else last
    own = observation.pairing_id == context.pairing.id
    person = (
        context.pairing.mentor
        if observation.side is fluency.Side.MENTOR
        else context.pairing.mentee
    )
    return Statement(
        observation=observation,
        code=context.code_of(observation),
        stated_by=given_name(person) if own else "",
        mine=observation.stated_by == viewer.person_id,
        standing=observation.withdrawn_at is None and observation.id not in removed,
        answer=in_force,
        answers=observation.answers,
        answerable=_answerable(viewer, context, observation, removed, ends) if own else frozenset(),
    )


def _answerable(
    viewer: Viewer,
    context: PairingContext,
    observation: Observation,
    removed: set[int],
    ends: Mapping[int, date],
) -> frozenset[fluency.AnswerKind]:
    stated = fluency.Observation(
        id=observation.id,
        milestone=observation.milestone_code,
        autonomy=observation.autonomy,
        evidence=observation.evidence,
        happened_on=observation.happened_on,
        known_at=observation.known_at,
        stated_by=observation.side,
        pairing_id=observation.pairing_id,
        withdrawn_at=observation.withdrawn_at,
        last_answer_on=observation.last_answer_on,
    )
    answers = [
        fluency.Answer(a.observation_id, a.sequence, a.kind, a.known_at)
        for a in observation.answers
    ]
    return frozenset(
        kind
        for kind in fluency.AnswerKind
        if fluency.may_answer(
            stated,
            answers,
            kind,
            by=context.side_of(viewer.person_id),
            on=context.today,
            removed=observation.id in removed,
            ended_on=ends.get(observation.pairing_id),
        )
        is None
    )
