"""The addresses of matching."""

from flask import Blueprint

from squad.pairings.matching.views import drafts, enrolments, pool

blueprint = Blueprint("matching", __name__)

rule = blueprint.add_url_rule
both = ["GET", "POST"]
one = "/programmes/<id:programme_id>/matching"
mentee = f"{one}/mentees/<id:mentee_id>"
rule(one, "show_matching", drafts.show_matching)
rule(f"{one}/run", "run_matching", drafts.run_matching, methods=["POST"])
rule(f"{one}/left-over", "list_left_over", drafts.list_left_over)
rule(f"{one}/publish", "propose_pairs", drafts.propose_pairs, methods=both)
rule(mentee, "change_pair", drafts.change_pair, methods=both)
rule(f"{mentee}/take-out", "take_out", drafts.take_out, methods=["POST"])
rule(f"{mentee}/lock", "lock_pair", drafts.lock_pair, methods=["POST"])
rule(f"{one}/people", "list_pool", pool.list_pool)
rule(f"{one}/people/new", "add_people", pool.add_people, methods=both)
rule(f"{one}/weights", "edit_weights", pool.edit_weights, methods=both)
enrolment = "/enrolments/<id:enrolment_id>"
rule(enrolment, "edit_enrolment", enrolments.edit_enrolment, methods=both)
rule(f"{enrolment}/leave", "leave_pool", enrolments.leave_pool, methods=["POST"])
