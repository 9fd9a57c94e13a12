"""A roster's plan in words."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from squad.files.previews import Entry, Group, Preview, Question
from squad.people.imports.actions import counts_of
from squad.people.imports.plans import PlannedRoster
from squad.people.imports.queries import list_names
from squad.people.messages import FIELDS, sentence
from squad.people.rules.shapes import (
    Created,
    FieldChange,
    PersonRef,
    RosterPlan,
    SamePerson,
    Switched,
    Value,
)

NOBODY = "new"


def preview_of(planned: PlannedRoster) -> Preview:
    """What a roster would do, what is wrong with it, and what it asks."""
    plan = planned.plan
    return Preview(
        fingerprint=plan.fingerprint,
        counts=count_words(counts_of(plan)),
        groups=tuple(group for group in _groups(plan) if group.entries),
        problems=[sentence(problem) for problem in plan.problems],
        ignored_columns=planned.ignored_columns,
        questions=tuple(_questions(planned)),
        number_to_type=len(plan.deactivated) if plan.needs_typed_confirmation else None,
        nothing_to_do=plan.is_empty,
    )


def count_words(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """How many people, by what is done with them."""
    words = {
        "created": ngettext("new person", "new people", counts.get("created", 0)),
        "changed": ngettext("person with changes", "people with changes", counts.get("changed", 0)),
        "reactivated": ngettext(
            "person active again", "people active again", counts.get("reactivated", 0)
        ),
        "deactivated": ngettext(
            "person deactivated", "people deactivated", counts.get("deactivated", 0)
        ),
        "unchanged": ngettext("person unchanged", "people unchanged", counts.get("unchanged", 0)),
    }
    return tuple((words[name], number) for name, number in counts.items() if name in words)


def _groups(plan: RosterPlan) -> Iterator[Group]:
    yield Group("created", _("To be added"), [_created(new) for new in plan.created])
    changed = [
        Entry(each.name, tuple(_change(change) for change in each.changes), each.line)
        for each in plan.changed
    ]
    yield Group("changed", _("To be changed"), changed)
    yield Group("reactivated", _("To be active again"), [_switched(s) for s in plan.reactivated])
    yield Group("deactivated", _("To be deactivated"), [_switched(s) for s in plan.deactivated])


def _created(new: Created) -> Entry:
    said = [new.email, new.function, new.site]
    if new.manager:
        said.append(_("reports to %(name)s", name=new.manager.name))
    if not new.active:
        said.append(_("not active"))
    return Entry(new.name, (", ".join(part for part in said if part),), new.line)


def _switched(switched: Switched) -> Entry:
    missing = () if switched.line else (_("not in the file"),)
    return Entry(switched.name, missing, switched.line)


def _change(change: FieldChange) -> str:
    words: str = _(
        "%(field)s: %(before)s → %(after)s",
        field=str(FIELDS[change.field]),
        before=_shown(change.before),
        after=_shown(change.after),
    )
    return words


def _shown(value: Value) -> str:
    if isinstance(value, PersonRef):
        return value.name
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return value or str(_("(empty)"))


def _questions(planned: PlannedRoster) -> Iterator[Question]:
    """One a line, with everybody whom it may mean; answered ones can be answered anew."""
    asked = planned.asked.questions
    people = list_names([question.person_id for question in asked])
    by_line: dict[int, list[SamePerson]] = {}
    for question in asked:
        by_line.setdefault(question.line, []).append(question)
    answers = planned.choices.same_person
    for line, about in by_line.items():
        options = [(str(each.person_id), _same(*people[each.person_id])) for each in about]
        chosen = answers.get(line)
        answer = None
        if line in answers:
            answer = NOBODY if chosen is None else str(chosen)
        words = _(
            "Line %(line)s: is %(name)s somebody who is here already?",
            line=line,
            name=about[0].name,
        )
        yield Question(
            name=f"line-{line}",
            words=words,
            options=(*options, (NOBODY, _("No, somebody new"))),
            answer=answer
            if answer in {value for value, _words in [*options, (NOBODY, "")]}
            else None,
        )


def _same(name: str, email: str) -> str:
    words: str = _("Yes, the same person as %(name)s, %(email)s", name=name, email=email)
    return words
