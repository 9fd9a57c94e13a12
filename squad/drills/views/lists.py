"""All drills for one of the pair, the first page of one, and its sheet."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.views.context import context_or_404, writing
from squad.drills import actions as act
from squad.drills import messages, queries
from squad.drills.rules import RunState, by_area
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError
from squad.pairings.rules.states import LOGGABLE
from squad.web.converters import read_number
from squad.web.sentences import sentence_of


@requires(Permission.READ_DRILLS)
def list_drills(pairing_id: int) -> ResponseReturnValue:
    """What can be practised, what is going on (the mentee's alone), what was kept."""
    context = context_or_404(pairing_id)
    runs = queries.list_runs(viewer(), context)
    milestones = context.framework.milestones
    asked = milestones.get(request.args.get("milestone", ""))
    code = asked.code if asked else None
    return render_template(
        "drills/list_drills.html",
        context=context,
        own=context.side_of(viewer().person_id) is Side.MENTEE,
        groups=by_area(queries.list_drills(context, code), milestones, code),
        milestone=asked,
        going=[played for played in runs if played.run.state is not RunState.KEPT],
        kept=[played for played in runs if played.run.state is RunState.KEPT],
        live=context.pairing.state in LOGGABLE,
    )


@requires(Permission.PLAY_DRILL)
def start_drill(pairing_id: int, code: str) -> ResponseReturnValue:
    """The situation, and who reads what; posted, it begins, or begins again."""
    context = context_or_404(pairing_id)
    demand(viewer(), Permission.PLAY_DRILL, context.subject)
    drill = queries.find_drill(context, code) or abort(404)
    if not writing():
        return render_template(
            "drills/start_drill.html",
            context=context,
            drill=drill,
            going=_going(context, code),
            live=context.pairing.state in LOGGABLE,
        )
    instead_of = read_number(request.form.get("instead_of"))
    try:
        run_id = act.start_drill(by=viewer(), context=context, drill=drill, instead_of=instead_of)
    except DomainError as error:
        flash(sentence_of(error), "error")
        return redirect(url_for("drills.list_drills", pairing_id=pairing_id), 303)
    return redirect(url_for("drills.play_drill", pairing_id=pairing_id, run_id=run_id), 303)


@requires(Permission.READ_DRILLS)
def show_sheet(pairing_id: int, code: str) -> ResponseReturnValue:
    """All of a drill on one page to print: what arrives, and what can be seen in the end."""
    context = context_or_404(pairing_id)
    demand(viewer(), Permission.READ_DRILLS, context.subject)
    drill = queries.find_drill(context, code) or abort(404)
    return render_template("drills/show_sheet.html", context=context, drill=drill, labels=messages)


def _going(context: PairingContext, code: str) -> queries.PlayedRun | None:
    """The open run of a drill, to go on with."""
    runs = queries.list_runs(viewer(), context)
    return next((r for r in runs if r.run.state is RunState.OPEN and r.drill.code == code), None)
