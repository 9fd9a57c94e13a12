"""Forms with files: read while nothing is locked; of one that is too large, the text is kept."""

from collections.abc import Iterator

from flask import Flask, current_app, g, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.sansio.multipart import Data, Field, MultipartDecoder, NeedData, Preamble

from squad.db.session import session

MEGABYTE = 1024 * 1024
BESIDE_THE_FILE = MEGABYTE
"""What a form may hold beside its file."""
TYPED = 128 * 1024
"""So much of a form that is too large is read: its fields stand before its file."""
_KEEPING = "squad_uploads_keep_typed"


def configure_uploads(app: Flask) -> None:
    """Read a form with files before the view does, and before its token is looked at."""
    app.extensions[_KEEPING] = set()
    app.before_request(_read)


def keep_typed_of(app: Flask, *endpoints: str) -> None:
    """Where a file is too large these pages come back with what was typed, not with an error page.

    They take files of up to `SQUAD_ATTACHMENT_MAX_MB`, and ask `file_is_too_large`.
    """
    app.extensions[_KEEPING].update(endpoints)


def most_attachment_mb() -> int:
    """How large a picture or a PDF may be, in MB."""
    return int(current_app.config["SETTINGS"].attachment_max_mb)


def most_bytes() -> int:
    """The same in bytes."""
    return most_attachment_mb() * MEGABYTE


def file_is_too_large() -> bool:
    """Whether this request's file was left unread, as the request is too large for it."""
    return bool(g.get("file_is_too_large"))


def _read() -> None:
    if request.method != "POST" or request.mimetype != "multipart/form-data":
        return
    # A phone may take minutes to send a picture. Who it is has been read, and on SQLite that took
    # the lock on writing: it is let go meanwhile.
    session.rollback()
    if request.endpoint in current_app.extensions[_KEEPING]:
        request.max_content_length = most_bytes() + BESIDE_THE_FILE
        if (request.content_length or 0) > request.max_content_length:
            g.file_is_too_large = True
            request.__dict__["form"] = ImmutableMultiDict(_typed())
            request.__dict__["files"] = ImmutableMultiDict()
    _ = request.form


def _typed() -> Iterator[tuple[str, str]]:
    """The fields of the form up to its file."""
    boundary = request.mimetype_params.get("boundary", "").encode("ascii", "replace")
    decoder = MultipartDecoder(boundary, max_form_memory_size=TYPED, max_parts=100)
    left, name, value = TYPED, "", b""
    while left > 0:
        try:
            event = decoder.next_event()
        except ValueError:  # no form at all, or cut short
            return
        if isinstance(event, NeedData):
            piece = request.environ["wsgi.input"].read(min(left, 8192))
            left = left - len(piece) if piece else 0
            decoder.receive_data(piece or None)
        elif isinstance(event, Field):
            name, value = event.name, b""
        elif isinstance(event, Data):
            value += event.data
            if not event.more_data:
                yield name, value.decode("utf-8", "replace")
        elif not isinstance(event, Preamble):
            return
