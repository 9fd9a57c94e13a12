"""The pure shapes of a roster: rows, people, plans, problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class RosterField(StrEnum):
    """What a roster can say about a person."""

    EMPLOYEE_ID = "employee_id"
    NAME = "name"
    EMAIL = "email"
    LANGUAGE = "language"
    FUNCTION = "function"
    LEVEL = "level"
    SITE = "site"
    MANAGER = "manager"
    TIME_ZONE = "time_zone"
    ACTIVE = "active"


class RosterCode(StrEnum):
    """What can be wrong with a roster, beside its cells' own errors."""

    NO_KEY_COLUMN = "no_key_column"
    KEY_MISSING = "key_missing"
    NAME_MISSING = "name_missing"
    EMAIL_MISSING = "email_missing"
    TOO_LONG = "too_long"
    BAD_EMPLOYEE_ID = "bad_employee_id"
    DUPLICATE_EMPLOYEE_ID = "duplicate_employee_id"
    DUPLICATE_EMAIL = "duplicate_email"
    EMAIL_TAKEN = "email_taken"
    UNKNOWN_MANAGER = "unknown_manager"
    SEVERAL_MANAGERS = "several_managers"
    MANAGER_LOOP = "manager_loop"
    EMAIL_IS_SIGN_IN = "email_is_sign_in"
    ADMINISTRATORS_OWN = "administrators_own"
    ANSWERED_TWICE = "answered_twice"


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be imported, and why."""

    line: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One line of the file. `given` holds the fields whose columns exist and whose cells count.

    `family_name` is filled where the file has it apart; `manager` is an employee id, an e-mail
    or a name.
    """

    line: int
    given: frozenset[RosterField]
    employee_id: str | None = None
    name: str = ""
    list_name: str = ""
    family_name: str | None = None
    email: str | None = None
    language: str | None = None
    function: str = ""
    level: str = ""
    site: str = ""
    manager: str | None = None
    time_zone: str | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """A file that was read: its good rows, its problems, the columns that nothing reads."""

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...] = ()
    ignored_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingPerson:
    """A person as stored."""

    id: int
    employee_id: str | None
    name: str
    list_name: str
    email: str
    language: str
    function: str
    level: str
    site: str
    manager_id: int | None
    time_zone: str
    active: bool


@dataclass(frozen=True, slots=True)
class PersonRef:
    """Somebody stored (`person_id`), or somebody that this file creates on `line`."""

    name: str
    person_id: int | None = None
    line: int | None = None


Value = str | bool | PersonRef | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value before and after; `manager` changes hold PersonRef or None."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A person to create. `language` and `time_zone` None: the default of where it is loaded."""

    line: int
    employee_id: str | None
    name: str
    list_name: str
    email: str
    language: str | None
    function: str
    level: str
    site: str
    manager: PersonRef | None
    time_zone: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A stored person whose values change, `active` aside."""

    line: int
    person_id: int
    name: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Switched:
    """A stored person who is activated again or deactivated; no line when the file lacks them."""

    person_id: int
    name: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SamePerson:
    """A question: is the person created on `line` the stored one, with another key?"""

    line: int
    person_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """What a file would do. Nothing may be applied while there are problems or questions."""

    created: tuple[Created, ...]
    changed: tuple[Changed, ...]
    reactivated: tuple[Switched, ...]
    deactivated: tuple[Switched, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    questions: tuple[SamePerson, ...]
    active_before: int
    fingerprint: str

    @property
    def is_empty(self) -> bool:
        """Whether applying it would change nothing."""
        return not (self.created or self.changed or self.reactivated or self.deactivated)

    @property
    def can_be_applied(self) -> bool:
        """Allowed if no problem and no open question is left."""
        return not self.problems and not self.questions

    @property
    def needs_typed_confirmation(self) -> bool:
        """Whether more than one in ten of the active people would be deactivated."""
        return len(self.deactivated) * 10 > self.active_before
