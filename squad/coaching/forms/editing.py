"""A stored session as a form, and the form as a draft again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from squad.coaching.forms.log import NOBODY, FactsForm, WordsForm
from squad.coaching.rules.log import CoachingState, SessionDraft, Step


def editing_form(stored: Any, steps: Sequence[Any], *, facts: bool) -> FactsForm | WordsForm:
    """The form of a session as it is stored; what was sent goes before it."""
    words: dict[str, Any] = {
        "version": stored.version,
        "note": stored.note,
        "links": stored.links,
        "steps": [
            {"words": step.words, "owner": step.owner.value, "due_on": step.due_on}
            for step in steps
        ],
    }
    if not facts:
        return WordsForm(data=words)
    lengths = {
        "preparation_minutes": stored.preparation_minutes,
        "travel_minutes": stored.travel_minutes,
    }
    form = FactsForm(data={**words, **_facts(stored), **{k: str(v) for k, v in lengths.items()}})
    form.offer_other_minutes(lengths)
    return form


def _facts(stored: Any) -> dict[str, Any]:
    missed = stored.state is CoachingState.MISSED
    held = stored.state is CoachingState.HELD
    return {
        "outcome": CoachingState.HELD.value if held else CoachingState.CANCELLED.value,
        "on": stored.held_on,
        "minutes": str(stored.minutes or ""),
        "cancelled_by": NOBODY if missed else stored.cancelled_by and stored.cancelled_by.value,
        "notice": stored.notice and stored.notice.value,
        "reason": stored.reason.value if stored.reason else "",
    }


def edited(
    form: FactsForm | WordsForm, stored: Any, steps: Sequence[Any], *, words: bool
) -> SessionDraft:
    """What the form says; what it does not offer stays as it is stored."""
    if isinstance(form, FactsForm):
        draft = form.draft(medium=stored.medium)
        return draft if words else replace(draft, **_stored_words(stored, steps))
    return SessionDraft(
        state=stored.state,
        on=stored.held_on,
        minutes=stored.minutes,
        medium=stored.medium,
        cancelled_by=stored.cancelled_by,
        notice=stored.notice,
        reason=stored.reason,
        preparation_minutes=stored.preparation_minutes,
        travel_minutes=stored.travel_minutes,
        **form.words(),
    )


def _stored_words(stored: Any, steps: Sequence[Any]) -> dict[str, Any]:
    return {
        "note": stored.note,
        "links": tuple(link for link in stored.links.split("\n") if link),
        "steps": tuple(Step(step.owner, step.words, step.due_on) for step in steps),
    }
