"""What a mentor learned about themself: added, said otherwise, deleted."""

from typing import Any

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.mentoring import actions, queries
from squad.mentoring.forms import LessonForm
from squad.mentoring.rules import LONGEST_LESSON
from squad.mentoring.views.finding import found_part, to_record
from squad.web.sentences import sentence_of


@requires(Permission.KEEP_RECORD)
def add_lesson(programme_id: int) -> ResponseReturnValue:
    """Something new that one learned."""
    mentored, form = found_part(programme_id), LessonForm()
    programme = mentored.programme
    if not form.is_submitted():
        return _page(programme, form)
    try:
        words = form.words.data or ""
        actions.add_lesson(mentored=mentored, words=words, by=viewer(), form=form.once())
    except RepeatedFormError:
        return to_record(programme.code, "learned")
    except ReusedKeyError:
        form.renew(_("This form has kept something else already. Send it once more to keep this."))
        return _page(programme, form), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(programme, form), 422
    flash(_("Saved. You alone read it."), "success")
    return to_record(programme.code, "learned")


@requires(Permission.KEEP_RECORD)
def edit_lesson(lesson_id: int) -> ResponseReturnValue:
    """Say it otherwise."""
    lesson, form = _found(lesson_id), LessonForm()
    programme = found_part(lesson.programme_id).programme
    if not form.is_submitted():
        form.words.data, form.version.data = lesson.words, lesson.version
        return _page(programme, form, lesson)
    try:
        words = form.words.data or ""
        actions.change_lesson(lesson=lesson, words=words, version=form.version.data)
    except StaleVersionError:
        return _conflict(programme, form, lesson), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _page(programme, form, lesson), 422
    flash(_("Saved."), "success")
    return to_record(programme.code, "learned")


@requires(Permission.KEEP_RECORD)
def remove_lesson(lesson_id: int) -> ResponseReturnValue:
    """Delete it for good."""
    lesson = _found(lesson_id)
    programme = found_part(lesson.programme_id).programme
    actions.remove_lesson(lesson=lesson)
    flash(_("Deleted."), "success")
    return to_record(programme.code, "learned")


def _found(lesson_id: int) -> Any:
    """A lesson of the viewer's own, locked if this request writes."""
    return queries.find_lesson_for(viewer(), lesson_id, lock=request.method == "POST") or abort(404)


def _page(programme: Any, form: LessonForm, lesson: Any = None) -> str:
    return render_template(
        "mentoring/edit_lesson.html",
        programme=programme,
        lesson_form=form,
        lesson=lesson,
        longest=LONGEST_LESSON,
    )


def _conflict(programme: Any, form: LessonForm, lesson: Any) -> str:
    return render_template(
        "mentoring/resolve_lesson.html", programme=programme, lesson_form=form, lesson=lesson
    )
