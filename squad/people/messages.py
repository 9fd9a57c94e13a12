"""What to do about a problem of a roster, in a sentence."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.files.messages import SENTENCES as FILE_SENTENCES
from squad.files.messages import placed
from squad.people.rules.shapes import Problem, RosterCode, RosterField

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
        "Nobody has the employee ID or e-mail “%(value)s”. Correct this manager, or add their row."
    ),
    RosterCode.MANAGER_LOOP: _l(
        "These people report to each other in a circle: %(chain)s. Correct one of the managers."
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


def sentence(problem: Problem) -> str:
    """What is wrong with a row of a roster and what to do, with its line."""
    params = {**problem.params, "line": problem.line}
    if "chain" in params:
        params["chain"] = _chain(params["chain"])
    template = SENTENCES.get(problem.code) or FILE_SENTENCES[problem.code]
    return placed(str(template) % params, params)


def _chain(people: Iterable[tuple[int | None, str]]) -> str:
    """« Ana (line 3) → Ben (line 4) → Ana (line 3) »."""
    links = [
        _("%(name)s (line %(line)s)", name=name, line=line) if line else name
        for line, name in people
    ]
    return " → ".join([*links, links[0]])
