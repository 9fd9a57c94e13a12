"""Keeping an uploaded file, encrypted, until its owner says yes or no: an hour at most."""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

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


def keep_upload(
    *,
    by: Viewer,
    purpose: str,
    file: UploadedFile,
    programme_id: int | None = None,
    choices: Mapping[str, Any] | None = None,
) -> WaitingUpload:
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
    return upload


def shortened(name: str) -> str:
    """A file's name, cut in front of its ending, which says what kind of file it is."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return name[:LONGEST_NAME]
    return stem[: LONGEST_NAME - len(ending) - 1] + dot + ending


def find_upload_for(
    viewer: Viewer, upload_id: int, purpose: str, *, lock: bool = False
) -> WaitingUpload | None:
    """An upload of the viewer's own whose hour is not over, confirmed ones included."""
    query = select(WaitingUpload).where(
        WaitingUpload.id == upload_id,
        WaitingUpload.person_id == viewer.person_id,
        WaitingUpload.purpose == purpose,
        WaitingUpload.expires_at > clock.now(),
    )
    if lock:
        query = query.with_for_update()
    return session.scalars(query.execution_options(populate_existing=lock)).one_or_none()


def read_file(upload_id: int) -> UploadedFile:
    """The file itself."""
    upload = session.scalars(
        select(WaitingUpload)
        .options(undefer(WaitingUpload.content))
        .where(WaitingUpload.id == upload_id)
        .execution_options(populate_existing=True)
    ).one()
    return UploadedFile(upload.file_name, zlib.decompress(base64.b64decode(upload.content)))


def choose(upload: WaitingUpload, **choices: object) -> None:
    """Keep what the owner said about their file."""
    upload.choices = {**upload.choices, **choices}
    session.flush()


def settle(upload: WaitingUpload, outcome: Mapping[str, int]) -> None:
    """It was imported: the file goes, what it did stays to be shown until the hour is over."""
    upload.settled_at = clock.now()
    upload.outcome = dict(outcome)
    upload.content = upload.file_name = ""
    session.flush()


def discard(upload: WaitingUpload) -> None:
    """Its owner does not want it imported: nothing of it stays."""
    session.execute(delete(WaitingUpload).where(WaitingUpload.id == upload.id))
    purge_expired()


def purge_expired() -> None:
    """Delete every upload whose hour is over."""
    session.execute(delete(WaitingUpload).where(WaitingUpload.expires_at <= clock.now()))


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
