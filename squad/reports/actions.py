"""Noting who read and who took along reports; what somebody takes along of a table."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from sqlalchemy import delete

from squad.access.viewer import Viewer
from squad.audit.actions import keep_receipts, record
from squad.db.session import session
from squad.db.unit_of_work import record_after, writing_apart
from squad.db.upsert import upsert
from squad.reports.models import ColumnChoice
from squad.reports.shapes import MenteeFigures, Reader

READ_BY_OTHERS = frozenset({Reader.HR, Reader.COORDINATOR, Reader.OPERATOR})
BATCH = 500


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
    *,
    by: Viewer | None,
    reader: Reader,
    programme_id: int,
    table: str,
    format_: str,
    mentee_ids: Collection[int] = (),
) -> None:
    """The same for an export, which is an event of its own, whomever it is about.

    Of a table of people, `in_noted_batches` keeps the receipts; of documents, `note_taken`.
    """
    actor = by.person_id if by else None
    record_after(
        lambda: record(
            "report_exported", by=actor, programme=programme_id, table=table, format=format_
        )
    )
    note_reading(
        by=by,
        reader=reader,
        programme_id=programme_id,
        mentee_ids=mentee_ids,
        what=f"export_{format_}",
    )


def in_noted_batches(
    people: Iterator[MenteeFigures],
    *,
    by: Viewer | None,
    reader: Reader,
    programme_id: int,
    format_: str,
) -> Iterator[Sequence[MenteeFigures]]:
    """The people of an export in batches, each given once its receipts are stored.

    So nobody takes a row along and cuts the line before its receipt, whoever is on it at that
    moment; nothing grows with the programme, and no write lock outlives five hundred rows.
    """
    while batch := list(islice(people, BATCH)):
        note_taken(
            [row.person.id for row in batch],
            by=by,
            reader=reader,
            programme_id=programme_id,
            format_=format_,
        )
        yield batch


def note_taken(
    mentee_ids: Collection[int],
    *,
    by: Viewer | None,
    reader: Reader,
    programme_id: int,
    format_: str,
) -> None:
    """Store, in a transaction of its own, the receipts of what is about to leave."""
    with writing_apart():
        keep_receipts(
            mentee_ids=mentee_ids,
            programme_id=programme_id,
            reader_id=by.person_id if by else None,
            opened_as=reader.value,
            what=f"export_{format_}",
        )


def choose_columns(*, by: Viewer, table_code: str, codes: Sequence[str]) -> None:
    """Keep which columns somebody takes along; none chosen is all of them."""
    mine = {"person_id": by.person_id, "table_code": table_code}
    if codes:
        upsert(ColumnChoice, [{**mine, "codes": " ".join(codes)}])
    else:
        session.execute(delete(ColumnChoice).filter_by(**mine))
