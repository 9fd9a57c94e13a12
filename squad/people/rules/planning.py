"""What a roster would do to the stored people: planned, shown, then applied as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from squad.kernel.languages import written_in
from squad.kernel.text import digest
from squad.people.rules.managers import reporting_line
from squad.people.rules.matching import Matches, match_rows
from squad.people.rules.person import WayIn, may_change_email, may_switch
from squad.people.rules.shapes import (
    Changed,
    Created,
    ExistingPerson,
    FieldChange,
    PersonRef,
    Problem,
    RosterCode,
    RosterField,
    RosterPlan,
    RosterRow,
    Switched,
)

_NOBODY: Mapping[int, WayIn] = {}
_COMPARED = (
    RosterField.EMPLOYEE_ID,
    RosterField.NAME,
    RosterField.EMAIL,
    RosterField.LANGUAGE,
    RosterField.FUNCTION,
    RosterField.LEVEL,
    RosterField.SITE,
    RosterField.TIME_ZONE,
)


def plan_roster(
    rows: Sequence[RosterRow],
    existing: Sequence[ExistingPerson],
    *,
    complete: bool,
    same_person: Mapping[int, int | None],
    reading_problems: Sequence[Problem] = (),
    protected: Mapping[int, WayIn] = _NOBODY,
) -> RosterPlan:
    """The plan of a file against the stored people; the same file again gives an empty one.

    A column that the file lacks leaves what is stored; an empty cell clears it, but never a key,
    name, language, time zone or activity. `complete` says that whoever is missing has left.
    `same_person` answers the plan's questions: line → stored person, or None for "no".
    `protected`: people whose way in is not the importer's to change.
    """
    matches = match_rows(rows, existing, complete=complete, same_person=same_person)
    managers = reporting_line(matches)
    matched = [row for row in matches.rows if row.line in matches.person_of]
    created = [_created(row, managers.manager_of) for row in matches.unmatched()]
    changed = [_changed(row, matches, managers.manager_of) for row in matched]
    problems = [*reading_problems, *matches.problems, *managers.problems]
    problems += [*_incomplete(created), *_taken_emails(matches)]
    back = tuple(_reactivated(matched, matches, complete=complete))
    gone = tuple(_deactivated(matched, matches, complete=complete))
    problems += [*_emails_kept(changed, protected), *_never_switched(back + gone, protected)]
    plan = RosterPlan(
        created=tuple(created),
        changed=tuple(change for change in changed if change.changes),
        reactivated=back,
        deactivated=gone,
        unchanged=0,
        problems=tuple(sorted(problems, key=lambda problem: (problem.line, problem.code))),
        questions=tuple(matches.questions),
        active_before=sum(person.active for person in existing),
        fingerprint="",
    )
    return replace(
        plan, unchanged=_count_unchanged(matched, matches, plan), fingerprint=_fingerprint(plan)
    )


def _created(row: RosterRow, manager_of: Mapping[int, PersonRef | None]) -> Created:
    return Created(
        line=row.line,
        employee_id=row.employee_id,
        name=row.name,
        list_name=row.list_name,
        email=row.email or "",
        language=row.language,
        function=row.function,
        level=row.level,
        site=row.site,
        manager=manager_of.get(row.line),
        time_zone=row.time_zone,
        active=row.active is not False,
    )


def _changed(
    row: RosterRow, matches: Matches, manager_of: Mapping[int, PersonRef | None]
) -> Changed:
    person = matches.person_of[row.line]
    if row.language == written_in(person.language):  # “fr” leaves Canada to who chose it
        row = replace(row, language=person.language)
    changes = [
        FieldChange(field, getattr(person, field), getattr(row, field))
        for field in _COMPARED
        if field in row.given and getattr(row, field) != getattr(person, field)
    ]
    renamed = row.name != person.name or row.family_name is not None
    if RosterField.NAME in row.given and renamed and row.list_name != person.list_name:
        changes.append(FieldChange("list_name", person.list_name, row.list_name))
    after = manager_of.get(row.line)
    if row.line in manager_of and not _is_manager(after, person.manager_id):
        changes.append(FieldChange("manager", _stored_manager(person, matches), after))
    return Changed(row.line, person.id, row.name or person.name, tuple(changes))


def _is_manager(ref: PersonRef | None, manager_id: int | None) -> bool:
    if ref is None:
        return manager_id is None
    return ref.person_id is not None and ref.person_id == manager_id


def _stored_manager(person: ExistingPerson, matches: Matches) -> PersonRef | None:
    if person.manager_id is None:
        return None
    manager = matches.people.get(person.manager_id)
    return PersonRef(manager.name if manager else "", person_id=person.manager_id)


def _reactivated(
    matched: Sequence[RosterRow], matches: Matches, *, complete: bool
) -> Iterator[Switched]:
    """Those whom the file calls active; being in a complete file says so too."""
    for row in matched:
        person = matches.person_of[row.line]
        if not person.active and (row.active or (complete and row.active is None)):
            yield Switched(person.id, row.name or person.name, row.line)


def _deactivated(
    matched: Sequence[RosterRow], matches: Matches, *, complete: bool
) -> Iterator[Switched]:
    for row in matched:
        person = matches.person_of[row.line]
        if person.active and row.active is False:
            yield Switched(person.id, row.name or person.name, row.line)
    if complete:
        for person in matches.unclaimed():
            if person.active:
                yield Switched(person.id, person.name)


def _incomplete(created: Sequence[Created]) -> Iterator[Problem]:
    for person in created:
        if not person.name:
            yield Problem(person.line, RosterCode.NAME_MISSING)
        if not person.email:
            yield Problem(person.line, RosterCode.EMAIL_MISSING, {"name": person.name})


def _taken_emails(matches: Matches) -> Iterator[Problem]:
    """Addresses that would stay with a stored person and go to a row's as well.

    An open question about the two comes first.
    """
    asked = {(question.line, question.person_id) for question in matches.questions}
    kept = {person.email: person for person in matches.unclaimed()}
    for row in matches.rows:
        stored = matches.person_of.get(row.line)
        if stored and not row.email:
            kept[stored.email] = stored
    for row in matches.rows:
        holder = kept.get(row.email or "")
        if holder and (row.line, holder.id) not in asked:
            params = {"value": row.email, "name": holder.name, "person_id": holder.id}
            yield Problem(row.line, RosterCode.EMAIL_TAKEN, params)


def _emails_kept(changed: Sequence[Changed], protected: Mapping[int, WayIn]) -> Iterator[Problem]:
    """E-mails that somebody signs in with."""
    for each in changed:
        way_in = protected.get(each.person_id, WayIn.NONE)
        emails = [change for change in each.changes if change.field == RosterField.EMAIL]
        if emails and not may_change_email(way_in, by_administrator=False):
            params = {"name": each.name, "value": emails[0].before}
            yield Problem(each.line, RosterCode.EMAIL_IS_SIGN_IN, params)


def _never_switched(
    switched: Sequence[Switched], protected: Mapping[int, WayIn]
) -> Iterator[Problem]:
    """Administrators who would come or go; line 0 for whom the file lacks."""
    for each in switched:
        way_in = protected.get(each.person_id, WayIn.NONE)
        if not may_switch(way_in, by_administrator=False):
            yield Problem(each.line or 0, RosterCode.ADMINISTRATORS_OWN, {"name": each.name})


def _count_unchanged(matched: Sequence[RosterRow], matches: Matches, plan: RosterPlan) -> int:
    touched = {change.person_id for change in plan.changed}
    touched |= {switch.person_id for switch in (*plan.reactivated, *plan.deactivated)}
    return sum(matches.person_of[row.line].id not in touched for row in matched)


def _fingerprint(plan: RosterPlan) -> str:
    """The same for the same plan, on any machine: compared when the plan is confirmed."""
    return digest(repr(plan))
