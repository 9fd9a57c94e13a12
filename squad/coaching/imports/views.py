"""Pages: import a log of sessions, for a programme or for a mentor's own pairings."""

from collections.abc import Mapping

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import ForbiddenError
from squad.access.viewer import Viewer
from squad.coaching.imports.actions import check_scope, import_sessions
from squad.coaching.imports.examples import sessions_example
from squad.coaching.imports.plans import make_plan
from squad.coaching.imports.previews import count_words, preview_of
from squad.coaching.imports.queries import Scope
from squad.coaching.rules.rows import read_session_rows
from squad.files.examples import send_csv
from squad.files.forms import ConfirmForm, UploadForm
from squad.files.pages import Column, ImportPages, Words
from squad.files.previews import Preview
from squad.files.table import Table
from squad.files.waiting import Upload
from squad.pairings.imports.views import coordinated
from squad.pairings.rules.imports import Importer

importing = requires(Permission.IMPORT_SESSIONS)
WORDS = Words(
    title=_l("Import sessions"),
    intro=_l(
        "Bring in the log that was kept in a spreadsheet: sessions, and the milestones stated in "
        "them. Importing the same file again changes nothing."
    ),
    columns=(
        Column("date", _l("the day of the session"), True),
        Column("mentor", _l("e-mail, employee ID, or a name that only one person has"), True),
        Column("mentee", _l("the same"), True),
        Column("minutes", _l("how long it lasted, if it took place: 45, 0:45 or 1 h 15")),
        Column("outcome", _l("held, cancelled, missed or planned; held where it is empty")),
        Column("medium", _l("in_person, video, phone or chat")),
        Column("cancelled_by", _l("mentor, mentee or other")),
        Column("notes", _l("read only where a mentor imports their own pairings")),
        Column(
            "milestones",
            _l(
                "as in conversing-2b:alone:seen, several with blanks between them; "
                "a code by itself means alone, seen, not answered yet"
            ),
        ),
        Column("known_on", _l("the day on which it was written down; today where it is empty")),
        Column("programme", _l("its code, where the two have several pairings")),
    ),
    done=_l("The sessions are imported"),
)

WITH_NOTES = _l(
    "Your notes come along: only you and the mentee will read them. Milestones wait for the "
    "mentee’s answer, so the file cannot say that they are confirmed."
)
WITHOUT_NOTES = _l(
    "Notes in the file are left out: each mentor can import their own. Days of confirmation count, "
    "and are shown as imported."
)


def scope_of(upload: Upload) -> Scope:
    """Into what an upload is imported: the programme that was chosen, else the mentor's own."""
    if upload.programme_id is None:
        return Scope(Importer.MENTOR, mentor_id=upload.person_id)
    return Scope(Importer.COORDINATOR, programme_id=upload.programme_id)


class SessionPages(ImportPages):
    """The pages of the import of sessions."""

    purpose = "sessions"
    blueprint = "sessions_import"
    words = WORDS

    def check(self, table: Table) -> None:
        """Raise FileProblem for a table whose headers cannot be understood."""
        read_session_rows(table, importer=Importer.COORDINATOR)

    def look(self, by: Viewer, upload: Upload, table: Table) -> Preview:
        """What importing it would do, for who may import into this at this moment."""
        scope = scope_of(upload)
        check_scope(by, scope)
        return preview_of(make_plan(table, scope))

    def carry_out(
        self, by: Viewer, upload: Upload, table: Table, form: ConfirmForm
    ) -> Mapping[str, int]:
        """Import it as a whole."""
        return import_sessions(
            by=by,
            table=table,
            scope=scope_of(upload),
            fingerprint=str(form.fingerprint.data or ""),
        )

    def counts(self, outcome: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """What was done, in words and figures."""
        return count_words(outcome)

    def start(self, upload: Upload | None) -> str:
        """Where another file can be chosen."""
        if upload is None or upload.programme_id is None:
            own = "sessions_import.choose_own_file"
            return url_for(own if viewer().mentors() else "programmes.list_programmes")
        return url_for("sessions_import.choose_file", programme_id=upload.programme_id)


PAGES = SessionPages()


@importing
def choose_file(programme_id: int) -> ResponseReturnValue:
    """Choose a log of a programme's pairings."""
    programme = coordinated(programme_id, Permission.IMPORT_SESSIONS)
    shown = {
        "programme": programme,
        "example": url_for("sessions_import.send_example"),
        "who_reads": WITHOUT_NOTES,
    }
    return PAGES.receive(UploadForm(), programme_id=programme_id, **shown)


@importing
def choose_own_file() -> ResponseReturnValue:
    """Choose a log of a mentor's own pairings, notes included."""
    if not viewer().mentors():
        raise ForbiddenError
    example = url_for("sessions_import.send_own_example")
    return PAGES.receive(UploadForm(), example=example, who_reads=WITH_NOTES)


@importing
def send_example() -> ResponseReturnValue:
    """A small log to begin from, with days of confirmation."""
    return send_csv("sessions.csv", *sessions_example("sam.carter@example.com", own=False))


@importing
def send_own_example() -> ResponseReturnValue:
    """A small log of one's own to begin from."""
    return send_csv("sessions.csv", *sessions_example(viewer().email, own=True))
