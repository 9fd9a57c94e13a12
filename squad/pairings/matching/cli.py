"""`squad match PROGRAMME`."""

from typing import Any

import click
import msgspec
from flask.cli import with_appcontext

from squad.db.unit_of_work import unit_of_work
from squad.kernel.errors import DomainError, StaleVersionError
from squad.pairings.matching.actions.runs import Run, run_matching, store_draft
from squad.pairings.matching.queries.pool import find_by_code, list_emails
from squad.pairings.matching.rules.drafting import DraftProblem


class Score(msgspec.Struct, gc=False):
    """An admissible pair: there are millions, and as dictionaries they take twice as much."""

    mentor: str
    mentee: str
    score: int


@click.command("match")
@click.argument("programme")
@click.option("--dry-run", is_flag=True, help="Store no draft.")
@click.option("--scores", is_flag=True, help="With the score of every pair that may be.")
@click.option("--format", "format_", type=click.Choice(["json"]), default="json")
@with_appcontext
def match(programme: str, dry_run: bool, scores: bool, format_: str) -> None:
    """Find the best pairs of a programme's pool, and keep them as its draft.

    As many pairs as there can be, then the greatest sum of scores, around the pairs that are
    locked in the draft. Nothing is proposed: that is done on the programme's page.
    """
    del format_
    found = find_by_code(programme)
    if found is None:
        raise DomainError(DraftProblem.NO_PROGRAMME, programme=programme)
    run = run_matching(found.id)
    if not dry_run:
        try:
            with unit_of_work():
                store_draft(run, by=None)
        except StaleVersionError:
            raise DomainError(DraftProblem.CHANGED) from None
    click.echo(msgspec.json.encode(_written(run, scores=scores)))


def _written(run: Run, *, scores: bool) -> dict[str, Any]:
    pool, matching = run.table.pool, run.matching
    ids = {member.id for member in (*pool.mentors, *pool.mentees)}
    ids.update(person_id for person_id, _side in pool.inactive)
    emails = list_emails(ids)
    written: dict[str, Any] = {
        "pairs": [
            {
                "mentor": emails[pair.mentor_id],
                "mentee": emails[pair.mentee_id],
                "score": pair.score,
                "reasons": pair.reasons,
                "locked": pair.locked,
            }
            for pair in matching.pairs
        ],
        "unmatched": [
            {
                "person": emails[each.person_id],
                "role": each.side,
                "reasons": [str(reason) for reason in each.reasons],
            }
            for each in matching.left
        ],
        "capacity": {emails[mentor.id]: mentor.places for mentor in pool.mentors},
    }
    if scores:
        written["scores"] = [
            Score(emails[mentor_id], emails[mentee_id], score)
            for mentor_id, mentee_id, score in run.table.admissible()
        ]
    return written
