"""What to do about a problem of a roster, in a sentence."""

from collections.abc import Iterable
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.files.messages import placed
from squad.kernel.languages import READ_IN
from squad.people.rules.person import PersonProblem
from squad.people.rules.shapes import Problem, RosterCode, RosterField
from squad.web.sentences import sentence as any_sentence

SENTENCES: dict[str, LazyString] = {
    RosterCode.NO_KEY_COLUMN: _l(
        "The file says nowhere who is who. Add a column “Employee ID” or “E-mail”."
    ),
    RosterCode.KEY_MISSING: _l(
        "This row has neither employee ID nor e-mail. Add one of them, or delete the row."
    ),
    RosterCode.NAME_MISSING: _l("This person is new and has no name. Add it."),
    RosterCode.EMAIL_MISSING: _l("%(name)s is new and has no e-mail. Add it, or delete the row."),
    RosterCode.TOO_LONG: _l("This is longer than %(limit)s characters. Shorten it."),
    RosterCode.BAD_EMPLOYEE_ID: _l(
        "“%(value)s” cannot be an employee ID. Check whether two columns were exchanged."
    ),
    RosterCode.DUPLICATE_EMPLOYEE_ID: _l(
        "The employee ID %(value)s is already on line %(other_line)s. Correct or delete one."
    ),
    RosterCode.DUPLICATE_EMAIL: _l(
        "The e-mail %(value)s is already on line %(other_line)s. Correct or delete one."
    ),
    RosterCode.EMAIL_TAKEN: _l(
        "The e-mail %(value)s belongs to %(name)s, who would keep it. Correct it here, change the "
        "other one first, or answer that both are the same person."
    ),
    RosterCode.UNKNOWN_MANAGER: _l(
        "Nobody has the employee ID, e-mail or name “%(value)s”. Correct this manager, or add "
        "their row."
    ),
    RosterCode.SEVERAL_MANAGERS: _l(
        "Several people have the name “%(value)s”. Write this manager’s employee ID or e-mail."
    ),
    RosterCode.MANAGER_LOOP: _l(
        "These people report to each other in a circle: %(chain)s. Correct one of the managers."
    ),
    RosterCode.EMAIL_IS_SIGN_IN: _l(
        "%(name)s signs in with %(value)s, so only an administrator changes this e-mail. Put it "
        "back, or ask an administrator to import the file."
    ),
    RosterCode.ADMINISTRATORS_OWN: _l(
        "%(name)s is an administrator: only an administrator may activate or deactivate them. "
        "Correct the file, or ask an administrator to import it."
    ),
    RosterCode.ANSWERED_TWICE: _l(
        "%(name)s was already said to be the person on line %(other_line)s. Change one answer."
    ),
}
FIELDS: dict[str, LazyString] = {
    RosterField.EMPLOYEE_ID: _l("Employee ID"),
    RosterField.NAME: _l("Name"),
    "list_name": _l("Name in lists"),
    RosterField.EMAIL: _l("E-mail"),
    RosterField.LANGUAGE: _l("Language"),
    RosterField.FUNCTION: _l("Function"),
    RosterField.LEVEL: _l("Level"),
    RosterField.SITE: _l("Site"),
    RosterField.MANAGER: _l("Manager"),
    RosterField.TIME_ZONE: _l("Time zone"),
    RosterField.ACTIVE: _l("Active"),
}


REFUSALS: dict[str, LazyString] = {
    PersonProblem.EMAIL_TAKEN: _l("Somebody else has this e-mail. Find them in the list first."),
    PersonProblem.EMPLOYEE_ID_TAKEN: _l(
        "Somebody else has this employee ID. Find them in the list first."
    ),
    PersonProblem.MANAGER_LOOP: _l(
        "This manager reports to %(name)s, directly or through others. Choose somebody else, or"
        " change the other line first."
    ),
    PersonProblem.QUIET_ENDS_BEFORE_START: _l("Choose a last day that is not before the first."),
    PersonProblem.QUIET_IS_OVER: _l("These days are over. Choose a last day from today on."),
    PersonProblem.QUIET_TOO_LONG: _l("Choose a last day within a year of the first one."),
    PersonProblem.QUIET_YEAR: _l("Enter a date: day, month and year. Check the year."),
    PersonProblem.EMAIL_IS_SIGN_IN: _l(
        "This person signs in with this e-mail, so only an administrator changes it."
    ),
    PersonProblem.ADMINISTRATORS_OWN: _l(
        "This person is an administrator: only an administrator may do this."
    ),
}


def described(person: Any, manager: str | None = None) -> list[tuple[str, str]]:
    """A person's fields with their labels: of a draft with its manager's name, or as stored."""
    if manager is None:
        manager = person.manager.name if person.manager else ""
    return [
        (_("Name"), person.name),
        (_("E-mail"), person.email),
        (_("Employee ID"), person.employee_id or ""),
        (_("Language"), READ_IN[person.language]),
        (_("Function"), person.function),
        (_("Level"), person.level),
        (_("Site"), person.site),
        (_("Time zone"), person.time_zone),
        (_("Manager"), manager),
    ]


def sentence(problem: Problem) -> str:
    """What is wrong with a row of a roster and what to do, with its line."""
    params = {**problem.params, "line": problem.line}
    if "chain" in params:
        params["chain"] = _chain(params["chain"])
    return placed(any_sentence(problem.code, **params), params)


def _chain(people: Iterable[tuple[int | None, str]]) -> str:
    """« Ana (line 3) → Ben (line 4) → Ana (line 3) »."""
    links = [
        _("%(name)s (line %(line)s)", name=name, line=line) if line else name
        for line, name in people
    ]
    return " → ".join([*links, links[0]])
