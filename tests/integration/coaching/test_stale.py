"""What changed since a page was made: a removed step, a version that is not the newest."""

import pytest

from squad.coaching.models import NextStep
from squad.coaching.rules.log import Step
from squad.framework.rules.fluency import Side


def test_a_step_that_was_removed_meanwhile(mentor, pairing, make, rows):
    logged = make.coaching_session(pairing, steps=(Step(Side.MENTEE, "a step"),))
    (step,) = rows(NextStep)
    step_id = step.id
    arguments = {"coaching_session_id": logged.id}
    page = mentor.get("coaching.edit_session", **arguments)
    page.submit(status=303, **{"steps-0-words": ""})
    ticked = mentor.post("coaching.tick_next_step", {"done": "1"}, **arguments, step_id=step_id)
    assert "This step was removed meanwhile" in mentor.follow(ticked).text
    assert rows(NextStep)[0].done_at is None


@pytest.mark.parametrize("version", ["x", "", "9" * 5000])
def test_a_version_that_cannot_be_read_is_a_stale_one(mentor, pairing, make, version):
    logged = make.coaching_session(pairing)
    page = mentor.get("coaching.edit_session", coaching_session_id=logged.id)
    assert "My words" in page.submit(status=409, version=version, note="My words").text
