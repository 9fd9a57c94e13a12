"""Keeping an uploaded file, encrypted, until its owner says yes or no: an hour at most."""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from squad.access.viewer import Viewer
from squad.db.session import session
from squad.files.models import WaitingUpload
from squad.kernel.clock import clock

LIFETIME = timedelta(hours=1)
MOST_WAITING = 3
LONGEST_NAME = 200
LONGEST_ENDING = 10


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """What a browser sent: a name and the bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits, without its content."""

    id: int
    person_id: int
    programme_id: int | None
    file_name: str
    choices: Mapping[str, Any]
    expires_at: datetime
    settled_at: datetime | None
    outcome: Mapping[str, int] | None


COLUMNS = (
    WaitingUpload.id,
    WaitingUpload.person_id,
    WaitingUpload.programme_id,
    WaitingUpload.file_name,
    WaitingUpload.choices,
    WaitingUpload.expires_at,
    WaitingUpload.settled_at,
    WaitingUpload.outcome,
)


def keep_upload(
    *,
    by: Viewer,
    purpose: str,
    file: UploadedFile,
    programme_id: int | None = None,
    choices: Mapping[str, Any] | None = None,
) -> Upload:
    """Keep a file for its owner to look at; what is too old goes, and all but their newest."""
    purge_expired()
    now = clock.now()
    upload = WaitingUpload(
        person_id=by.person_id,
        purpose=purpose,
        programme_id=programme_id,
        file_name=shortened(file.name),
        content=base64.b64encode(zlib.compress(file.data)).decode(),
        choices=dict(choices or {}),
        uploaded_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(upload)
    session.flush()
    _drop_all_but_newest(by.person_id)
    return Upload(*(getattr(upload, column.key) for column in COLUMNS))


def shortened(name: str) -> str:
    """A file's name, cut in front of its ending, which says what kind of file it is."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return name[:LONGEST_NAME]
    return stem[: LONGEST_NAME - len(ending) - 1] + dot + ending


def find_upload_for(
    viewer: Viewer, upload_id: int, purpose: str, *, lock: bool = False
) -> Upload | None:
    """An upload of the viewer's own whose hour is not over, confirmed ones included."""
    query = select(*COLUMNS).where(
        WaitingUpload.id == upload_id,
        WaitingUpload.person_id == viewer.person_id,
        WaitingUpload.purpose == purpose,
        WaitingUpload.expires_at > clock.now(),
    )
    if lock:
        query = query.with_for_update()
    row = session.execute(query).one_or_none()
    return Upload(*row) if row else None


def read_file(upload_id: int) -> UploadedFile:
    """The file itself."""
    name, content = session.execute(
        select(WaitingUpload.file_name, WaitingUpload.content).where(WaitingUpload.id == upload_id)
    ).one()
    return UploadedFile(name, zlib.decompress(base64.b64decode(content)))


def choose(upload: Upload, **choices: object) -> None:
    """Keep what the owner said about their file."""
    _change(upload, choices={**upload.choices, **choices})


def settle(upload: Upload, outcome: Mapping[str, int]) -> None:
    """It was imported: the file goes, what it did stays to be shown until the hour is over."""
    _change(upload, settled_at=clock.now(), outcome=dict(outcome), content="", file_name="")


def discard(upload: Upload) -> None:
    """Its owner does not want it imported: nothing of it stays."""
    session.execute(delete(WaitingUpload).where(WaitingUpload.id == upload.id))
    purge_expired()


def purge_expired() -> None:
    """Delete every upload whose hour is over."""
    session.execute(delete(WaitingUpload).where(WaitingUpload.expires_at <= clock.now()))


def _change(upload: Upload, **values: object) -> None:
    session.execute(update(WaitingUpload).where(WaitingUpload.id == upload.id).values(**values))


def _drop_all_but_newest(person_id: int) -> None:
    newest = (
        select(WaitingUpload.id)
        .where(WaitingUpload.person_id == person_id, WaitingUpload.settled_at.is_(None))
        .order_by(WaitingUpload.id.desc())
        .limit(MOST_WAITING)
    )
    session.execute(
        delete(WaitingUpload).where(
            WaitingUpload.person_id == person_id,
            WaitingUpload.settled_at.is_(None),
            WaitingUpload.id.not_in(newest),
        )
    )
