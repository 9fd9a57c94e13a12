"""The addresses of pairings and of agreements."""

from flask import Blueprint

from squad.pairings.calls import views as calls
from squad.pairings.delegates import views as delegates
from squad.pairings.handover import views as handover
from squad.pairings.induction import views as induction
from squad.pairings.old_notes import views as old_notes
from squad.pairings.views import agreements, archiving, lists, moves, pages, proposals

blueprint = Blueprint("pairings", __name__)

rule = blueprint.add_url_rule
one = "/pairings/<id:pairing_id>"
both = ["GET", "POST"]
rule("/pairings", "list_pairings", lists.list_pairings)
rule("/pairings/new", "propose_pairing", proposals.propose_pairing, methods=both)
rule(one, "show_pairing", pages.show_pairing)
rule(f"{one}/accept", "accept_pairing", moves.accept_pairing, methods=["POST"])
rule(f"{one}/decline", "decline_pairing", moves.decline_pairing, methods=both)
rule(f"{one}/withdraw", "withdraw_pairing", moves.withdraw_pairing, methods=both)
rule(f"{one}/pause", "pause_pairing", moves.pause_pairing, methods=both)
rule(f"{one}/resume", "resume_pairing", moves.resume_pairing, methods=["POST"])
rule(f"{one}/complete", "complete_pairing", moves.complete_pairing, methods=both)
rule(f"{one}/end", "end_pairing", moves.end_pairing, methods=both)
rule(f"{one}/hand-over", "hand_over", handover.hand_over, methods=both)
rule(f"{one}/share-notes", "share_notes", old_notes.share_notes, methods=both)
rule(f"{one}/fit", "say_fit", calls.say_fit, methods=both)
rule(f"{one}/fit/settle", "settle_fit", calls.settle_fit, methods=["POST"])
rule(f"{one}/stop", "ask_to_stop", calls.ask_to_stop, methods=both)
rule(f"{one}/concern", "raise_concern", calls.raise_concern, methods=both)
rule("/concerns/<id:concern_id>/settle", "settle_concern", calls.settle_concern, methods=["POST"])
rule(f"{one}/agreement", "show_agreement", agreements.show_agreement)
rule(f"{one}/agreement/edit", "edit_agreement", agreements.edit_agreement, methods=both)
rule(f"{one}/agreement/sign", "sign_agreement", agreements.sign_agreement, methods=["POST"])
rule(
    f"{one}/agreement/versions/<int:number>",
    "show_agreement_version",
    agreements.show_agreement_version,
)
rule("/settings/assistant", "name_delegate", delegates.name_delegate, methods=both)
rule("/settings/assistant/remove", "remove_delegate", delegates.remove_delegate, methods=["POST"])
programme = "/programmes/<id:programme_id>"
rule(f"{programme}/induction", "do_induction", induction.do_induction, methods=both)
rule(f"{programme}/inductions", "list_inductions", induction.list_inductions)
rule(f"{programme}/archive", "archive_programme", archiving.archive_programme, methods=both)
rule(f"{programme}/reopen", "reopen_programme", archiving.reopen_programme, methods=["POST"])
