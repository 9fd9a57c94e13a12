"""Second looks, offered and given by the actions that the pages use."""

from squad.coaching.actions.second_looks import give_look, offer_look
from squad.coaching.models import SecondLook
from squad.coaching.queries.contexts import find_context_for
from squad.coaching.queries.second_looks import find_look_for
from squad.coaching.rules.second_looks import LookDraft, Verdict
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.kernel.ids import new_key
from tests.factories.coaching import viewer_of


class MakeSecondLooks:
    def look(self, pairing, asked, code, *, place="", with_signs=False):
        """The mentee of a pairing asks a mentor to look at a milestone; its id."""
        with unit_of_work():
            by = viewer_of(pairing.mentee_id)
            context = find_context_for(by, pairing.id, now=clock.now(), lock=True)
            offer_look(
                by=by,
                context=context,
                milestone=context.framework.milestones[code],
                asked_id=asked.id,
                place=place,
                with_signs=with_signs,
                form=FormKey(new_key(), "made by a test"),
            )
            return session.query(SecondLook.id).order_by(SecondLook.id.desc()).first()[0]

    def given(self, look_id, asked, verdict="alone", words="I saw it", version=0):
        """The one asked says today what they saw."""
        with unit_of_work():
            by = viewer_of(asked.id)
            look = find_look_for(by, look_id, lock=True)
            give_look(
                by=by,
                look=look,
                draft=LookDraft(Verdict(verdict), words, look.today),
                version=version,
                form=FormKey(new_key(), "made by a test"),
            )
