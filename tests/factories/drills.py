"""Runs of drills, made by the actions that the pages use."""

from squad.coaching.queries.contexts import find_context_for
from squad.db.unit_of_work import unit_of_work
from squad.drills.actions import keep_run, save_answers, say_seen, start_drill
from squad.drills.queries import find_drill, find_run_for
from squad.drills.rules import Answers, Sight
from squad.kernel.clock import clock
from tests.factories.coaching import viewer_of

ALL_SEEN = (Sight.SEEN,) * 4


class MakeDrills:
    def drill_run(self, pairing, code="coffee", *, words="Merci", state="open", said=False):
        """The id of a run: `open`, `ended` or `kept`; `said`: the mentor has spoken of it."""
        task = {"coffee": "reply", "fakes": "signs", "safety": "way"}.get(code, "")
        with unit_of_work():
            by, context = self._at(pairing, pairing.mentee_id)
            run_id = start_drill(by=by, context=context, drill=find_drill(context, code))
            if state != "open":
                save_answers(
                    by=by, context=context, played=find_run_for(by, context, run_id),
                    answers=Answers({task: words}), version=1, end=True,
                )  # fmt: skip
            if state == "kept":
                played = find_run_for(by, context, run_id)
                keep_run(by=by, context=context, played=played, own=ALL_SEEN)
        if said:
            with unit_of_work():
                by, context = self._at(pairing, pairing.mentor_id)
                played = find_run_for(by, context, run_id)
                say_seen(by=by, context=context, played=played, said=ALL_SEEN, version=3)
        return run_id

    def _at(self, pairing, person_id):
        by = viewer_of(person_id)
        return by, find_context_for(by, pairing.id, now=clock.now(), lock=True)
