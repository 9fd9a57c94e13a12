"""What one may answer about old notes, and why an answer came to nothing, as sentences."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.pairings.old_notes.rules import NotesAnswer, NotesProblem

ANSWERS: Mapping[str, LazyString] = {
    NotesAnswer.YES: _l("Yes, they may be read"),
    NotesAnswer.NO: _l("No, they stay between us"),
}
PROBLEMS: Mapping[str, LazyString] = {
    NotesProblem.OVER: _l("The pairing that followed is over: nobody but the two of you reads"
                          " the notes."),
}  # fmt: skip
