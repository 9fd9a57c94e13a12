"""What the worker does each hour: go through the pairings under way, some at a time."""

from squad.db.unit_of_work import reading_apart, unit_of_work
from squad.jobs.actions import enqueue
from squad.jobs.handlers import Run
from squad.jobs.rules import Outcome
from squad.kernel.clock import clock
from squad.nudges.actions.sending import find_due, nudge
from squad.nudges.queries.facts import list_ids

SWEEP = "nudges.sweep"
AT_ONCE = 250
"""So many are read in one round; what is written in it is the few that are due."""


def sweep_pairs(run: Run) -> Outcome:
    """Nudge whoever is due. What is left once its time is over goes on in another job."""
    after = int(run.payload.get("after") or 0)
    while True:
        with reading_apart():
            ids = list_ids(after, AT_ONCE)
            due = sorted({it.noticed.pairing.id for it in find_due(ids, clock.now())})
        if due:
            with unit_of_work():
                nudge(due)
        if len(ids) < AT_ONCE:
            return Outcome.DONE
        after = ids[-1]
        if run.must_end:
            with unit_of_work():
                enqueue(SWEEP, {"after": after}, key=f"{SWEEP}:{run.job_id}:{after}", by=None)
            return Outcome.DONE
