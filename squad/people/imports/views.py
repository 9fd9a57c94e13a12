"""Pages: import a roster."""

from collections.abc import Mapping

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.access.declare import requires
from squad.access.permissions import Permission
from squad.access.viewer import Viewer
from squad.files.examples import send_csv
from squad.files.forms import ConfirmForm
from squad.files.pages import Column, ImportPages, Words
from squad.files.previews import Preview
from squad.files.table import Table
from squad.files.waiting import Upload
from squad.people.imports.actions import Consent, Defaults, import_roster
from squad.people.imports.examples import roster_example
from squad.people.imports.forms import RosterForm, answers_in
from squad.people.imports.plans import RosterChoices, make_plan
from squad.people.imports.previews import count_words, preview_of
from squad.people.messages import FIELDS
from squad.people.rules.reading import read_roster
from squad.people.rules.shapes import RosterField

WORDS = Words(
    title=_l("Import the roster"),
    intro=_l(
        "Choose the file as your HR system or your spreadsheet writes it: CSV or Excel, columns in "
        "any order, headers in English or French. You will see what would change before it does."
    ),
    columns=(
        Column(FIELDS[RosterField.EMPLOYEE_ID], _l("recognises a person, before the e-mail")),
        Column(FIELDS[RosterField.EMAIL], _l("needed for new people: it is their sign-in name")),
        Column(FIELDS[RosterField.NAME], _l("in one column, or first name and family name in two")),
        Column(FIELDS[RosterField.LANGUAGE], _l("fr, fr-CA or en; yours where it is empty")),
        Column(
            FIELDS[RosterField.FUNCTION],
            _l(
                "department or team: the group that reports are cut by; "
                "a job title beside it is left out"
            ),
        ),
        Column(FIELDS[RosterField.LEVEL], _l("as your company calls it")),
        Column(FIELDS[RosterField.SITE], _l("where the person works")),
        Column(
            FIELDS[RosterField.MANAGER],
            _l("the manager’s employee ID, e-mail, or a name that only one person has"),
        ),
        Column(FIELDS[RosterField.TIME_ZONE], _l("as in Europe/Paris; yours where it is empty")),
        Column(FIELDS[RosterField.ACTIVE], _l("yes or no; without this column everybody is")),
    ),
    done=_l("The roster is imported"),
)


class RosterPages(ImportPages):
    """The pages of the roster's import."""

    purpose = "roster"
    blueprint = "roster_import"
    words = WORDS

    def check(self, table: Table) -> None:
        """Raise FileProblem for a table whose headers cannot be understood."""
        read_roster(table)

    def look(self, by: Viewer, upload: Upload, table: Table) -> Preview:
        """What importing it would do."""
        return preview_of(make_plan(table, choices_of(upload), by=by))

    def carry_out(
        self, by: Viewer, upload: Upload, table: Table, form: ConfirmForm
    ) -> Mapping[str, int]:
        """Import it as a whole."""
        return import_roster(
            by=by,
            table=table,
            choices=choices_of(upload),
            defaults=Defaults(by.language, by.time_zone),
            consent=Consent(str(form.fingerprint.data or ""), form.typed_number()),
        )

    def counts(self, outcome: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """What was done, in words and figures."""
        return count_words(outcome)

    def start(self, upload: Upload | None) -> str:
        """Where another file can be chosen."""
        del upload
        return url_for("roster_import.choose_file")


PAGES = RosterPages()


def choices_of(upload: Upload) -> RosterChoices:
    """What the owner of an upload said about it."""
    said = upload.choices
    same = {int(line): person_id for line, person_id in said.get("same_person", {}).items()}
    return RosterChoices(complete=bool(said.get("complete")), same_person=same)


@requires(Permission.IMPORT_ROSTER)
def choose_file() -> ResponseReturnValue:
    """Choose a roster."""
    form = RosterForm()
    example = url_for("roster_import.send_example")
    return PAGES.receive(form, choices={"complete": bool(form.complete.data)}, example=example)


@requires(Permission.IMPORT_ROSTER)
def answer_questions(upload_id: int) -> ResponseReturnValue:
    """Say who is the same person under another key."""
    questions = PAGES.questions(upload_id)
    answers = answers_in(request.form, questions)
    return PAGES.answer(upload_id, {"same_person": answers})


@requires(Permission.IMPORT_ROSTER)
def send_example() -> ResponseReturnValue:
    """A small roster to begin from, in the reader's language."""
    return send_csv(_("people.csv"), *roster_example())
