"""Writing into one's own record. No event tells of it: that somebody wrote is theirs alone."""

from collections.abc import Mapping

from sqlalchemy import select

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.db.upsert import dialect_insert
from squad.kernel.errors import DomainError, StaleVersionError
from squad.mentoring.models import AgreedHours, Confidence, Lesson
from squad.mentoring.queries import Mentored, count_lessons, find_agreed
from squad.mentoring.rules import (
    MOST_LESSONS,
    Claim,
    Per,
    RecordProblem,
    check_confidence,
    check_hours,
    check_lesson,
    write_levels,
)
from squad.programmes.queries import refuse_archived


def save_hours(*, mentored: Mentored, hours: int, per: Per, version: int, by: Viewer) -> None:
    """Keep what was agreed, unless it is so already.

    `version`: of what the form was made from, 0 for nothing; StaleVersionError for an older one.
    """
    programme_id = _own(mentored, by)
    check_hours(hours)
    own = {"person_id": by.person_id, "programme_id": programme_id}
    if version == 0:
        first = dialect_insert(AgreedHours).values(**own, hours=hours, per=per, version=1)
        if session.scalar(first.on_conflict_do_nothing().returning(AgreedHours.person_id)):
            return
    agreed = find_agreed(by, programme_id, lock=True)
    if agreed is not None and (agreed.hours, agreed.per) == (hours, per):
        return
    if agreed is None or agreed.version != version:
        raise StaleVersionError(agreed)
    agreed.hours, agreed.per = hours, per
    session.flush()


def add_lesson(*, mentored: Mentored, words: str, by: Viewer, form: FormKey) -> None:
    """Keep something learned; the same form again makes no second one."""
    sent = claim(person_id=by.person_id, action="add_lesson", form=form)
    programme_id = _own(mentored, by)
    check_lesson(words)
    if count_lessons(by, programme_id) >= MOST_LESSONS:
        raise DomainError(RecordProblem.LESSONS_FULL, field="words", most=MOST_LESSONS)
    lesson = Lesson(
        person_id=by.person_id,
        programme_id=programme_id,
        words=words,
        written_on=mentored.part.today,
    )
    session.add(lesson)
    session.flush()
    sent.made = str(lesson.id)


def change_lesson(*, lesson: Lesson, words: str, version: int) -> None:
    """Say it otherwise, unless it says so already; StaleVersionError for an older version.

    `lesson` was loaded for its author, with a lock.
    """
    refuse_archived(lesson.programme_id)
    if lesson.words == words:
        return
    if lesson.version != version:
        raise StaleVersionError(lesson)
    check_lesson(words)
    lesson.words = words
    session.flush()


def remove_lesson(*, lesson: Lesson) -> None:
    """Delete it for good, in an archived programme too: it is no part of the programme's record."""
    session.delete(lesson)
    session.flush()


def say_confidence(*, mentored: Mentored, levels: Mapping[Claim, int], by: Viewer) -> None:
    """Keep how sure the mentor is, once for each moment; the same again changes nothing."""
    programme_id = _own(mentored, by)
    moment = mentored.part.asked
    if moment is None:
        raise DomainError(RecordProblem.NOT_ASKED)
    check_confidence(levels)
    own = {"person_id": by.person_id, "programme_id": programme_id, "moment": moment}
    words = write_levels(levels)
    first = dialect_insert(Confidence).values(**own, levels=words, said_on=mentored.part.today)
    session.execute(first.on_conflict_do_nothing())
    if session.scalar(select(Confidence.levels).filter_by(**own)) != words:
        raise DomainError(RecordProblem.SAID_ALREADY)


def _own(mentored: Mentored, by: Viewer) -> int:
    """The programme, once it is sure that the mentor may write into it."""
    programme_id = mentored.programme.id
    demand(by, Permission.KEEP_RECORD, Subject(programme_id=programme_id))
    refuse_archived(programme_id)
    return programme_id
