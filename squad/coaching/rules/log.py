"""The log of a session: what it must say, what it may add, until when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError

LEAST_MINUTES = 5
MOST_MINUTES = 240
MOST_OTHER_MINUTES = 480
NOTE_LENGTH = 10_000
STEP_LENGTH = 500
MOST_STEPS = 20
MOST_LINKS = 10
LINK_LENGTH = 2000
# A next session further away than this is a slip of the year.
FURTHEST_DAYS = 366


class CoachingState(StrEnum):
    """What became of a session. All four are records."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    MISSED = "missed"


class CancelledBy(StrEnum):
    """Who called a session off."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    OTHER = "other"


class Notice(StrEnum):
    """How much notice the other one had."""

    TWO_DAYS_OR_MORE = "two_days_or_more"
    DAY_BEFORE = "day_before"
    SAME_DAY = "same_day"
    NONE = "none"


class Reason(StrEnum):
    """Why a session was called off, as a code; health is nobody's business and has none."""

    OTHER_MEETING = "other_meeting"
    URGENT = "urgent"
    TRAVEL = "travel"
    AWAY = "away"
    TECHNICAL = "technical"
    FORGOTTEN = "forgotten"
    OTHER = "other"


class Medium(StrEnum):
    """How the two met."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    CHAT = "chat"


class LogProblem(StrEnum):
    """Why a log is refused."""

    DATE_IN_FUTURE = "log_date_in_future"
    DATE_BEFORE_ACCEPTANCE = "log_date_before_acceptance"
    PLANNED_IN_PAST = "log_planned_in_past"
    MINUTES_MISSING = "log_minutes_missing"
    MINUTES_RANGE = "log_minutes_range"
    MINUTES_DID_YOU_MEAN = "log_minutes_did_you_mean"
    MINUTES_NOT_HELD = "log_minutes_not_held"
    OTHER_MINUTES_RANGE = "log_other_minutes_range"
    WHO_CANCELLED = "log_who_cancelled"
    HOW_MUCH_NOTICE = "log_how_much_notice"
    NOT_CANCELLED = "log_not_cancelled"
    NEXT_IN_PAST = "log_next_in_past"
    NEXT_TOO_FAR = "log_next_too_far"
    NOTE_TOO_LONG = "log_note_too_long"
    STEP_EMPTY = "log_step_empty"
    STEP_TOO_LONG = "log_step_too_long"
    STEP_BEFORE = "log_step_before"
    TOO_MANY_STEPS = "log_too_many_steps"
    LINK_FORM = "log_link_form"
    TOO_MANY_LINKS = "log_too_many_links"


@dataclass(frozen=True, slots=True)
class Step:
    """A next step: who does what, by when if that was said."""

    owner: Side
    words: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session as somebody logs it. `on` is a day in the programme's time zone."""

    state: CoachingState
    on: date
    minutes: int | None = None
    medium: Medium | None = None
    cancelled_by: CancelledBy | None = None
    notice: Notice | None = None
    reason: Reason | None = None
    next_at: datetime | None = None
    """When the next one is; None says "not yet"."""
    as_planned: bool = False
    """Whether what is planned stays as it is, whatever it is: who logs cannot see it."""
    preparation_minutes: int = 0
    travel_minutes: int = 0
    note: str = ""
    steps: tuple[Step, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogContext:
    """What a log is checked against."""

    now: datetime
    today: date
    """Today in the programme's time zone."""
    accepted_on: date
    was_planned: bool = False
    """Whether it is a planned session that is being logged: it may be called off beforehand."""
    imported: bool = False
    """Imports bring history: from before the acceptance, without how much notice there was."""


def problems_of(draft: SessionDraft, context: LogContext) -> tuple[DomainError, ...]:
    """Everything that is wrong with a log, each with the field that it belongs to."""
    return (
        *_date_problems(draft, context),
        *_minutes_problems(draft),
        *_cancellation_problems(draft, context),
        *_next_problems(draft, context),
        *_text_problems(draft),
    )


def check_log(draft: SessionDraft, context: LogContext) -> None:
    """Refuse a log with its first problem, if it has one."""
    for problem in problems_of(draft, context):
        raise problem


def did_you_mean(minutes: int) -> int | None:
    """A length that was probably meant: hours typed as minutes, or one zero too many."""
    guess = minutes * 60 if 0 < minutes < LEAST_MINUTES else minutes // 10
    exact = minutes < LEAST_MINUTES or minutes % 10 == 0
    return guess if exact and LEAST_MINUTES <= guess <= MOST_MINUTES else None


def is_web_link(link: str) -> bool:
    """Whether `link` is an http or https address with a host, and no space or control character."""
    if len(link) > LINK_LENGTH or any(c.isspace() or not c.isprintable() for c in link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _date_problems(draft: SessionDraft, context: LogContext) -> list[DomainError]:
    found: list[DomainError] = []
    planned = draft.state is CoachingState.PLANNED
    called_off_before = draft.state is CoachingState.CANCELLED and context.was_planned
    if planned and draft.on < context.today:
        found.append(DomainError(LogProblem.PLANNED_IN_PAST, field="on"))
    if draft.on > context.today and not planned and not called_off_before:
        found.append(DomainError(LogProblem.DATE_IN_FUTURE, field="on"))
    if draft.on < context.accepted_on and not context.imported:
        found.append(
            DomainError(
                LogProblem.DATE_BEFORE_ACCEPTANCE, field="on", accepted_on=context.accepted_on
            )
        )
    return found


def _minutes_problems(draft: SessionDraft) -> list[DomainError]:
    problem = _length_problem(draft)
    others = [
        DomainError(LogProblem.OTHER_MINUTES_RANGE, field=name, most=MOST_OTHER_MINUTES)
        for name in ("preparation_minutes", "travel_minutes")
        if not 0 <= getattr(draft, name) <= MOST_OTHER_MINUTES
    ]
    return [problem, *others] if problem else others


def _length_problem(draft: SessionDraft) -> DomainError | None:
    if draft.state is not CoachingState.HELD:
        told = draft.minutes is not None
        return DomainError(LogProblem.MINUTES_NOT_HELD, field="minutes") if told else None
    return length_problem(draft.minutes)


def length_problem(minutes: int | None) -> DomainError | None:
    """What is wrong with the length of a session that was held, if anything is."""
    if minutes is None:
        return DomainError(LogProblem.MINUTES_MISSING, field="minutes")
    if LEAST_MINUTES <= minutes <= MOST_MINUTES:
        return None
    guess = did_you_mean(minutes)
    code = LogProblem.MINUTES_DID_YOU_MEAN if guess else LogProblem.MINUTES_RANGE
    return DomainError(
        code, field="minutes", least=LEAST_MINUTES, most=MOST_MINUTES, did_you_mean=guess
    )


def _cancellation_problems(draft: SessionDraft, context: LogContext) -> list[DomainError]:
    if draft.state is not CoachingState.CANCELLED:
        told = draft.cancelled_by or draft.notice
        return [DomainError(LogProblem.NOT_CANCELLED, field="cancelled_by")] if told else []
    found: list[DomainError] = []
    if draft.cancelled_by is None:
        found.append(DomainError(LogProblem.WHO_CANCELLED, field="cancelled_by"))
    if draft.notice is None and not context.imported:
        found.append(DomainError(LogProblem.HOW_MUCH_NOTICE, field="notice"))
    return found


def _next_problems(draft: SessionDraft, context: LogContext) -> list[DomainError]:
    if draft.next_at is None:
        return []
    if draft.next_at <= context.now:
        return [DomainError(LogProblem.NEXT_IN_PAST, field="next_at")]
    if draft.next_at > context.now + timedelta(days=FURTHEST_DAYS):
        return [DomainError(LogProblem.NEXT_TOO_FAR, field="next_at")]
    return []


def _text_problems(draft: SessionDraft) -> list[DomainError]:
    found: list[DomainError] = []
    over = len(draft.note) - NOTE_LENGTH
    if over > 0:
        found.append(
            DomainError(LogProblem.NOTE_TOO_LONG, field="note", most=NOTE_LENGTH, over=over)
        )
    if len(draft.steps) > MOST_STEPS:
        found.append(DomainError(LogProblem.TOO_MANY_STEPS, field="steps", most=MOST_STEPS))
    for position, step in enumerate(draft.steps):
        found.extend(_step_problems(step, draft.on, f"steps-{position}"))
    if len(draft.links) > MOST_LINKS:
        found.append(DomainError(LogProblem.TOO_MANY_LINKS, field="links", most=MOST_LINKS))
    found.extend(
        DomainError(LogProblem.LINK_FORM, field="links", link=link[:80])
        for link in draft.links
        if not is_web_link(link)
    )
    return found


def _step_problems(step: Step, on: date, field: str) -> list[DomainError]:
    found: list[DomainError] = []
    if not step.words.strip():
        found.append(DomainError(LogProblem.STEP_EMPTY, field=f"{field}-words"))
    if len(step.words) > STEP_LENGTH:
        found.append(
            DomainError(LogProblem.STEP_TOO_LONG, field=f"{field}-words", most=STEP_LENGTH)
        )
    if step.due_on is not None and step.due_on < on:
        found.append(DomainError(LogProblem.STEP_BEFORE, field=f"{field}-due_on"))
    return found
