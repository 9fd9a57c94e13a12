"""What backs a statement, in words: its kinds, its size, and why something cannot."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.coaching.rules.backings import BackingKind, BackingProblem
from squad.kernel.typography import NO_BREAK
from squad.web.formats import format_count

KILO = 1000

BACKED_BY: Mapping[str, LazyString] = {
    BackingKind.LINK: _l("With a link:"),
    BackingKind.JPEG: _l("With a picture:"),
    BackingKind.PNG: _l("With a picture:"),
    BackingKind.WEBP: _l("With a picture:"),
    BackingKind.PDF: _l("With a PDF:"),
}

REMOVE: Mapping[str, LazyString] = {
    BackingKind.LINK: _l("Remove the link"),
    BackingKind.JPEG: _l("Remove the picture"),
    BackingKind.PNG: _l("Remove the picture"),
    BackingKind.WEBP: _l("Remove the picture"),
    BackingKind.PDF: _l("Remove the PDF"),
}

REMOVED: Mapping[str, LazyString] = {
    BackingKind.LINK: _l("A link was here until %(day)s."),
    BackingKind.JPEG: _l("A picture was here until %(day)s."),
    BackingKind.PNG: _l("A picture was here until %(day)s."),
    BackingKind.WEBP: _l("A picture was here until %(day)s."),
    BackingKind.PDF: _l("A PDF was here until %(day)s."),
}

BACKING_PROBLEMS: Mapping[str, LazyString] = {
    BackingProblem.NOTHING: _l("Choose a file, or write a link."),
    BackingProblem.NOT_YOURS: _l("Only who added it, or the mentee, can do this."),
    BackingProblem.NOT_STANDING: _l("This statement no longer stands, so nothing can back it."),
    BackingProblem.TOO_LATE: _l(
        "This statement is answered, and could be backed until %(until)s. State it anew instead."
    ),
    BackingProblem.TOO_MANY: _l(
        "At most %(most)s links and files back a statement. Remove one first."
    ),
    BackingProblem.PAIRING_FULL: _l(
        "The files of a pairing may have %(most)s MB in all. Remove one that is no longer needed."
    ),
    BackingProblem.LINK_FORM: _l(
        "“%(link)s” is not a secure web address. Start it with https:// and leave out spaces."
    ),
    BackingProblem.REMOVED_ALREADY: _l("This was removed already. Nothing more to do."),
}


def size_text(size: int) -> str:
    """« 340 ko », "2 MB"."""
    if size < KILO * KILO:
        text = _("%(size)s kB", size=format_count(max(1, round(size / KILO))))
    else:
        text = _("%(size)s MB", size=format_count(max(1, round(size / (KILO * KILO)))))
    return str(text).replace(" ", NO_BREAK)
