"""Pages: import pairings into a programme."""

from collections.abc import Mapping
from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.predicates import Subject
from squad.access.viewer import Viewer
from squad.files.examples import send_csv
from squad.files.forms import ConfirmForm, UploadForm
from squad.files.pages import Column, ImportPages, Words
from squad.files.previews import Preview
from squad.files.table import Table
from squad.files.waiting import Upload
from squad.kernel.clock import clock
from squad.pairings.imports.actions import import_pairings
from squad.pairings.imports.examples import pairings_example
from squad.pairings.imports.plans import make_plan
from squad.pairings.imports.previews import count_words, preview_of
from squad.pairings.imports.queries import list_programmes_into
from squad.pairings.rules.rows import read_pairing_rows
from squad.programmes.queries import find_programme_for, subject_of

importing = requires(Permission.IMPORT_PAIRINGS)
WORDS = Words(
    title=_l("Import pairings"),
    intro=_l(
        "For a programme that already runs: each row becomes a pairing in its state, with the days "
        "on which it began and ended. Import the roster first."
    ),
    columns=(
        Column("mentor", _l("e-mail, employee ID, or a name that only one person has"), True),
        Column("mentee", _l("the same"), True),
        Column("programme", _l("the programme’s code; it may be left out here")),
        Column("state", _l("proposed, accepted, active, paused, completed, ended, declined …")),
        Column("started", _l("the day on which both had accepted")),
        Column("ended", _l("the day on which it was over")),
        Column("purposes", _l("kinds of purpose from the framework, with | between them")),
        Column("networks", _l("public, community, internal; all three where it is empty")),
        Column(
            "purpose, presence, listening, publishing, conversing, care",
            _l("the target stage of each area, 1 to 3; the programme’s where all are empty"),
        ),
    ),
    done=_l("The pairings are imported"),
)


class PairingPages(ImportPages):
    """The pages of the import of pairings."""

    purpose = "pairings"
    blueprint = "pairings_import"
    words = WORDS

    def check(self, table: Table) -> None:
        """Raise FileProblem for a table whose headers cannot be understood."""
        read_pairing_rows(table, today=clock.today(viewer().time_zone))

    def look(self, by: Viewer, upload: Upload, table: Table) -> Preview:
        """What importing it would do, for who may import into the programme at this moment."""
        demand(by, Permission.IMPORT_PAIRINGS, Subject(programme_id=upload.programme_id))
        return preview_of(make_plan(table, list_programmes_into(upload.programme_id)))

    def carry_out(
        self, by: Viewer, upload: Upload, table: Table, form: ConfirmForm
    ) -> Mapping[str, int]:
        """Import it as a whole."""
        return import_pairings(
            by=by,
            table=table,
            programme_id=upload.programme_id,
            fingerprint=str(form.fingerprint.data or ""),
        )

    def counts(self, outcome: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """What was done, in words and figures."""
        return count_words(outcome)

    def start(self, upload: Upload | None) -> str:
        """Where another file can be chosen."""
        if upload is None:
            return url_for("programmes.list_programmes")
        return url_for("pairings_import.choose_file", programme_id=upload.programme_id)

    def onward(self, upload: Upload) -> list[tuple[str, str]]:
        """To the pairings, and to what comes next."""
        sessions = url_for("sessions_import.choose_file", programme_id=upload.programme_id)
        return [(sessions, _("Import their sessions"))]


PAGES = PairingPages()


def coordinated(programme_id: int, permission: Permission) -> Any:
    """The programme, if the viewer may import into it."""
    programme = find_programme_for(viewer(), programme_id) or abort(404)
    demand(viewer(), permission, subject_of(programme))
    return programme


@importing
def choose_file(programme_id: int) -> ResponseReturnValue:
    """Choose a file of pairings."""
    programme = coordinated(programme_id, Permission.IMPORT_PAIRINGS)
    example = url_for("pairings_import.send_example", programme_id=programme_id)
    shown = {"programme": programme, "example": example}
    return PAGES.receive(UploadForm(), programme_id=programme_id, **shown)


@importing
def send_example(programme_id: int) -> ResponseReturnValue:
    """A small file to begin from."""
    programme = coordinated(programme_id, Permission.IMPORT_PAIRINGS)
    return send_csv("pairings.csv", *pairings_example(programme.code))
