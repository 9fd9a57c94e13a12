"""Noting who read and who took along reports; each in the short transaction after the answer."""

from collections.abc import Collection

from squad.access.viewer import Viewer
from squad.audit.actions import keep_receipts, record
from squad.db.unit_of_work import record_after
from squad.reports.shapes import Reader

READ_BY_OTHERS = frozenset({Reader.HR, Reader.COORDINATOR, Reader.OPERATOR})


def note_reading(
    *, by: Viewer | None, reader: Reader, programme_id: int, mentee_ids: Collection[int], what: str
) -> None:
    """Keep a receipt for each mentee whose row or report somebody outside of the pair opened.

    `by` is None for the operator, at the command line.
    """
    if reader not in READ_BY_OTHERS or not mentee_ids:
        return
    shown = tuple(mentee_ids)
    record_after(
        lambda: keep_receipts(
            mentee_ids=shown,
            programme_id=programme_id,
            reader_id=by.person_id if by else None,
            opened_as=reader.value,
            what=what,
        )
    )


def note_export(
    *, by: Viewer, reader: Reader, programme_id: int, mentee_ids: Collection[int], format_: str
) -> None:
    """The same for an export, which is an event of its own."""
    record_after(
        lambda: record("report_exported", by=by.person_id, programme=programme_id, format=format_)
    )
    note_reading(
        by=by,
        reader=reader,
        programme_id=programme_id,
        mentee_ids=mentee_ids,
        what=f"export_{format_}",
    )
