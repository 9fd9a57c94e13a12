"""The agreement of a pair: what it must say, who signed which version, and which is in force."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from squad.framework.rules.fluency import Side
from squad.framework.rules.model import STAGES, Area, Framework, NetworkKind
from squad.kernel.errors import DomainError
from squad.programmes.rules import BASIC_AREAS

MOST_PURPOSES = 5
CADENCE = (7, 90)
SENTENCE_LENGTH = 500
VALUE_LENGTH = 200
TEXT_LENGTH = 2000


class Booker(StrEnum):
    """Who books and moves the sessions."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    DELEGATE = "delegate"


class AgreementProblem(StrEnum):
    """Why an agreement, or a signature, is refused."""

    NO_PURPOSE = "agreement_no_purpose"
    TOO_MANY_PURPOSES = "agreement_too_many_purposes"
    PURPOSE_UNKNOWN = "agreement_purpose_unknown"
    SIGN_MISSING = "agreement_sign_missing"
    VALUE_MISSING = "agreement_value_missing"
    TEXT_TOO_LONG = "agreement_text_too_long"
    TARGET_STAGE = "agreement_target_stage"
    TARGET_BASICS = "agreement_target_basics"
    NO_NETWORK = "agreement_no_network"
    CADENCE_RANGE = "agreement_cadence_range"
    ASIDE_UNKNOWN = "agreement_aside_unknown"
    ASIDE_NOT_IN_TARGET = "agreement_aside_not_in_target"
    ASIDE_HELD = "agreement_aside_held"
    ASIDE_SECOND = "agreement_aside_second"
    ASIDE_NO_REASON = "agreement_aside_no_reason"
    NOT_NEWEST = "agreement_not_newest"
    ALREADY_SIGNED = "agreement_already_signed"


@dataclass(frozen=True, slots=True)
class PurposeDraft:
    """A purpose with its sign of success, in the mentee's words, and the sign's value today."""

    kind: str
    sign_of_success: str
    value_at_start: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A core milestone that is not for this role, with the reason that the pair sees.

    Without a reason: carried over from an agreement of another pair, whose words stay theirs.
    """

    milestone_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """What the two are about to sign. An area without a target stage is absent, or None."""

    purposes: tuple[PurposeDraft, ...]
    target: Mapping[Area, int | None]
    networks: frozenset[NetworkKind]
    cadence_days: int
    booked_by: Booker
    set_asides: tuple[SetAside, ...] = ()
    communities: str = ""
    place: str = ""
    out_of_bounds: str = ""
    ask_before_publishing: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A numbered version of an agreement and when each of the two signed it."""

    number: int
    signed: Mapping[Side, datetime] = field(default_factory=dict)

    @property
    def in_force_at(self) -> datetime | None:
        """When the second signature came, if both are there."""
        return max(self.signed.values()) if len(self.signed) == len(Side) else None


def problems_of(
    draft: AgreementDraft,
    *,
    framework: Framework,
    held: Collection[str],
    carried: Collection[str] = (),
) -> tuple[DomainError, ...]:
    """Everything that keeps `draft` from being signed. `held`: codes of milestones held today.

    `carried`: codes set aside in an earlier agreement, whose reason stays with its pair.
    """
    return (
        *_purpose_problems(draft.purposes, framework),
        *_target_problems(draft.target),
        *_aside_problems(draft, framework, held, carried),
        *_frame_problems(draft),
    )


def check_draft(
    draft: AgreementDraft,
    *,
    framework: Framework,
    held: Collection[str],
    carried: Collection[str] = (),
) -> None:
    """Refuse `draft` with its first problem, if it has one."""
    for problem in problems_of(draft, framework=framework, held=held, carried=carried):
        raise problem


def milestones_per_session(target_count: int, sessions: int) -> Fraction:
    """How many milestones of the target each of `sessions` sessions has to carry, exactly."""
    return Fraction(target_count, max(1, sessions))


def set_asides_kept(
    set_asides: Iterable[SetAside],
    *,
    target: Mapping[Area, int | None],
    framework: Framework,
    held: Collection[str],
) -> tuple[SetAside, ...]:
    """The set-asides that carry over to a next version or a re-match.

    Held later, a set-aside ends; so does one whose milestone the new target no longer asks for.
    """
    return tuple(
        aside
        for aside in set_asides
        if aside.milestone_code not in held and _asked(aside.milestone_code, target, framework)
    )


def signed_by(version: Version, side: Side, *, at: datetime, newest: int) -> Version:
    """`version` with the signature of `side`; only the newest version can be signed, and once."""
    if version.number != newest:
        raise DomainError(AgreementProblem.NOT_NEWEST, newest=newest)
    if side in version.signed:
        raise DomainError(AgreementProblem.ALREADY_SIGNED)
    return replace(version, signed={**version.signed, side: at})


def changed(newest: Version) -> Version:
    """The version that a change starts: the next number, signed by nobody."""
    return Version(newest.number + 1)


def in_force(versions: Iterable[Version], *, before: datetime | None = None) -> Version | None:
    """The last version that both signed, among those signed `before` an instant if one is given.

    It stays in force after its pairing has ended, until both sign a new one: `versions` may come
    from several pairings of the same mentee in a programme.
    """
    signed = [
        (version.in_force_at, version.number, version)
        for version in versions
        if version.in_force_at is not None and (before is None or version.in_force_at < before)
    ]
    return max(signed, key=lambda entry: entry[:2])[2] if signed else None


def _purpose_problems(
    purposes: tuple[PurposeDraft, ...], framework: Framework
) -> Iterable[DomainError]:
    if not purposes:
        yield DomainError(AgreementProblem.NO_PURPOSE, field="purposes")
    if len(purposes) > MOST_PURPOSES:
        yield DomainError(AgreementProblem.TOO_MANY_PURPOSES, field="purposes", most=MOST_PURPOSES)
    for position, purpose in enumerate(purposes):
        at = f"purposes-{position}"
        if purpose.kind not in framework.purposes:
            yield DomainError(AgreementProblem.PURPOSE_UNKNOWN, field=f"{at}-kind")
        if not purpose.sign_of_success.strip():
            yield DomainError(AgreementProblem.SIGN_MISSING, field=f"{at}-sign_of_success")
        if not purpose.value_at_start.strip():
            yield DomainError(AgreementProblem.VALUE_MISSING, field=f"{at}-value_at_start")
        yield from _too_long(purpose.sign_of_success, SENTENCE_LENGTH, f"{at}-sign_of_success")
        yield from _too_long(purpose.value_at_start, VALUE_LENGTH, f"{at}-value_at_start")


def _target_problems(target: Mapping[Area, int | None]) -> Iterable[DomainError]:
    for area, stage in target.items():
        if stage is not None and stage not in STAGES:
            yield DomainError(AgreementProblem.TARGET_STAGE, field=f"target_{area}")
    for area in BASIC_AREAS:
        if target.get(area) is None:
            yield DomainError(AgreementProblem.TARGET_BASICS, field=f"target_{area}")


def _aside_problems(
    draft: AgreementDraft, framework: Framework, held: Collection[str], carried: Collection[str]
) -> Iterable[DomainError]:
    places: Counter[tuple[Area, int]] = Counter()
    for aside in draft.set_asides:
        code = aside.milestone_code
        milestone = framework.milestones.get(code)
        if milestone is None:
            yield DomainError(AgreementProblem.ASIDE_UNKNOWN, field="set_asides", milestone=code)
            continue
        places[milestone.area, milestone.stage] += 1
        if not _asked(code, draft.target, framework):
            yield DomainError(
                AgreementProblem.ASIDE_NOT_IN_TARGET, field="set_asides", milestone=code
            )
        if code in held:
            yield DomainError(AgreementProblem.ASIDE_HELD, field="set_asides", milestone=code)
        if places[milestone.area, milestone.stage] > 1:
            yield DomainError(AgreementProblem.ASIDE_SECOND, field="set_asides", milestone=code)
        if not aside.reason.strip() and code not in carried:
            yield DomainError(AgreementProblem.ASIDE_NO_REASON, field="set_asides", milestone=code)
        yield from _too_long(aside.reason, SENTENCE_LENGTH, "set_asides")


def _frame_problems(draft: AgreementDraft) -> Iterable[DomainError]:
    if not draft.networks:
        yield DomainError(AgreementProblem.NO_NETWORK, field="networks")
    least, most = CADENCE
    if not least <= draft.cadence_days <= most:
        yield DomainError(
            AgreementProblem.CADENCE_RANGE, field="cadence_days", least=least, most=most
        )
    for name in ("communities", "place", "out_of_bounds", "ask_before_publishing"):
        yield from _too_long(getattr(draft, name), TEXT_LENGTH, name)


def _too_long(text: str, most: int, field_name: str) -> Iterable[DomainError]:
    if len(text) > most:
        yield DomainError(
            AgreementProblem.TEXT_TOO_LONG, field=field_name, most=most, over=len(text) - most
        )


def _asked(code: str, target: Mapping[Area, int | None], framework: Framework) -> bool:
    """Whether `code` is a core milestone of a stage up to its area's target."""
    milestone = framework.milestones.get(code)
    if milestone is None or not milestone.core:
        return False
    stage = target.get(milestone.area)
    return stage is not None and milestone.stage <= stage
