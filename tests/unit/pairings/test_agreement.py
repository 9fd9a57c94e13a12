"""What an agreement must say, and which version is in force."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area, Evidence, Framework, Milestone, NetworkKind
from squad.kernel.errors import DomainError
from squad.pairings.rules.agreement import (
    AgreementDraft,
    AgreementProblem,
    Booker,
    PurposeDraft,
    SetAside,
    Version,
    changed,
    check_draft,
    in_force,
    milestones_per_session,
    problems_of,
    set_asides_kept,
    signed_by,
)


def milestone(code: str, *, core: bool = True) -> Milestone:
    area, rest = code.split("-")
    return Milestone(
        code, Area(area), int(rest[0]), core, {"en": code, "fr": code}, frozenset({Evidence.SEEN})
    )


FRAMEWORK = Framework(
    version="test",
    areas={},
    milestones={
        m.code: m
        for m in (
            milestone("listening-1a"),
            milestone("listening-1b"),
            milestone("listening-1c", core=False),
            milestone("listening-2a"),
            milestone("care-1a"),
        )
    },
    purposes={"recruiting": {"en": "Recruiting", "fr": "Recrutement"}},
)
DRAFT = AgreementDraft(
    purposes=(PurposeDraft("recruiting", "Two candidates a month write first", "none"),),
    target={Area.PURPOSE: 1, Area.PRESENCE: 1, Area.LISTENING: 2, Area.CARE: None},
    networks=frozenset({NetworkKind.PUBLIC}),
    cadence_days=21,
    booked_by=Booker.DELEGATE,
)


def codes(draft: AgreementDraft, held=(), carried=()) -> list[str]:
    found = problems_of(draft, framework=FRAMEWORK, held=held, carried=carried)
    return [problem.code for problem in found]


def aside(*milestones: str, reason: str = "No public account in this role") -> AgreementDraft:
    return replace(DRAFT, set_asides=tuple(SetAside(code, reason) for code in milestones))


def test_a_whole_agreement_is_accepted():
    check_draft(DRAFT, framework=FRAMEWORK, held=())


def test_one_to_five_purposes():
    assert codes(replace(DRAFT, purposes=())) == [AgreementProblem.NO_PURPOSE]
    assert codes(replace(DRAFT, purposes=DRAFT.purposes * 5)) == []
    assert codes(replace(DRAFT, purposes=DRAFT.purposes * 6)) == [
        AgreementProblem.TOO_MANY_PURPOSES
    ]


@pytest.mark.parametrize(
    ("purpose", "code"),
    [
        (PurposeDraft("dancing", "x", "y"), AgreementProblem.PURPOSE_UNKNOWN),
        (PurposeDraft("recruiting", " ", "y"), AgreementProblem.SIGN_MISSING),
        (PurposeDraft("recruiting", "x", ""), AgreementProblem.VALUE_MISSING),
        (PurposeDraft("recruiting", "x" * 501, "y"), AgreementProblem.TEXT_TOO_LONG),
    ],
)
def test_a_purpose_has_a_sign_of_success_and_its_value(purpose, code):
    assert codes(replace(DRAFT, purposes=(purpose,))) == [code]


def test_purpose_and_presence_are_always_in_the_target():
    listener = {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.LISTENING: 3}
    assert codes(replace(DRAFT, target=listener)) == []
    assert codes(replace(DRAFT, target={**listener, Area.PRESENCE: None})) == [
        AgreementProblem.TARGET_BASICS
    ]
    assert codes(replace(DRAFT, target={**listener, Area.CARE: 4})) == [
        AgreementProblem.TARGET_STAGE
    ]


@pytest.mark.parametrize("cadence", [6, 91])
def test_the_cadence_is_seven_to_ninety_days(cadence):
    assert codes(replace(DRAFT, cadence_days=cadence)) == [AgreementProblem.CADENCE_RANGE]


def test_networks_and_texts_have_their_limits():
    assert codes(replace(DRAFT, networks=frozenset())) == [AgreementProblem.NO_NETWORK]
    assert codes(replace(DRAFT, place="x" * 2001)) == [AgreementProblem.TEXT_TOO_LONG]


def test_only_core_milestones_of_the_target_can_be_set_aside():
    assert codes(aside("listening-1a", "listening-2a")) == []
    assert codes(aside("listening-1c")) == [AgreementProblem.ASIDE_NOT_IN_TARGET]
    assert codes(aside("care-1a")) == [AgreementProblem.ASIDE_NOT_IN_TARGET]
    assert codes(aside("care-9z")) == [AgreementProblem.ASIDE_UNKNOWN]


def test_a_held_milestone_is_not_set_aside():
    assert codes(aside("listening-1a"), held={"listening-1a"}) == [AgreementProblem.ASIDE_HELD]


def test_one_for_an_area_and_stage_at_most():
    assert codes(aside("listening-1a", "listening-1b")) == [AgreementProblem.ASIDE_SECOND]


def test_a_set_aside_has_a_reason():
    assert codes(aside("listening-1a", reason=" ")) == [AgreementProblem.ASIDE_NO_REASON]


def test_one_that_is_carried_over_needs_none():
    asides = aside("listening-1a", "listening-2a", reason="")
    missing = AgreementProblem.ASIDE_NO_REASON
    assert codes(asides, carried={"listening-1a"}) == [missing]
    assert codes(asides, carried={"listening-1a", "listening-2a"}) == []


def test_set_asides_carry_over_unless_held_or_no_longer_asked():
    asides = aside("listening-1a", "listening-2a").set_asides

    def kept(target, held=()):
        found = set_asides_kept(asides, target=target, framework=FRAMEWORK, held=held)
        return [entry.milestone_code for entry in found]

    assert kept(DRAFT.target) == ["listening-1a", "listening-2a"]
    assert kept(DRAFT.target, held={"listening-1a"}) == ["listening-2a"]
    assert kept({Area.LISTENING: 1}) == ["listening-1a"]


def test_how_many_milestones_that_makes_a_session():
    assert milestones_per_session(18, 6) == 3
    assert float(milestones_per_session(19, 6)) == pytest.approx(3.17, abs=0.01)


def at(day: int) -> datetime:
    return datetime(2026, 3, day, tzinfo=UTC)


def test_both_sign_the_same_version():
    version = signed_by(Version(1), Side.MENTOR, at=at(1), newest=1)
    assert in_force([version]) is None
    version = signed_by(version, Side.MENTEE, at=at(2), newest=1)
    assert version.in_force_at == at(2)
    assert in_force([version]) is version


def test_nobody_signs_twice_nor_an_older_version():
    version = signed_by(Version(1), Side.MENTOR, at=at(1), newest=1)
    with pytest.raises(DomainError) as refused:
        signed_by(version, Side.MENTOR, at=at(2), newest=1)
    assert refused.value.code == AgreementProblem.ALREADY_SIGNED
    with pytest.raises(DomainError) as refused:
        signed_by(version, Side.MENTEE, at=at(2), newest=2)
    assert refused.value.code == AgreementProblem.NOT_NEWEST


def test_a_change_starts_an_unsigned_version_and_the_signed_one_stays_in_force():
    first = Version(1, {Side.MENTOR: at(1), Side.MENTEE: at(2)})
    second = changed(first)
    assert (second.number, dict(second.signed)) == (2, {})
    half = signed_by(second, Side.MENTEE, at=at(5), newest=2)
    assert in_force([first, half]) is first
    whole = signed_by(half, Side.MENTOR, at=at(6), newest=2)
    assert in_force([whole, first]) is whole
    assert in_force([whole, first], before=at(6)) is first
    assert in_force([whole, first], before=at(2)) is None


def test_after_a_rematch_the_old_agreement_holds_until_a_new_one_is_signed():
    old = Version(3, {Side.MENTOR: at(1), Side.MENTEE: at(2)})
    new = Version(1, {Side.MENTOR: at(20), Side.MENTEE: at(21)})
    assert in_force([old, Version(1, {Side.MENTOR: at(20)})]) is old
    assert in_force([old, new]) is new
