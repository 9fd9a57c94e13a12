"""Playing a drill: messages that arrive, answers that are kept as one writes, looking back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.views.context import context_or_404, writing
from squad.drills import actions as act
from squad.drills import messages
from squad.drills.forms import SORTED, WORDS, PlayForm, SightForm, play_form, sight_form
from squad.drills.queries import PlayedRun, find_run_for
from squad.drills.rules import SHOWN, Answers, RunState, answers_of, arrived, next_minute
from squad.framework.messages import localized
from squad.kernel.errors import DomainError, StaleVersionError
from squad.web.sentences import sentence_of

SECONDS = 60


@requires(Permission.PLAY_DRILL)
def play_drill(pairing_id: int, run_id: int) -> ResponseReturnValue:
    """The run as far as it has come; posted, what was written is kept, and it goes on."""
    context = context_or_404(pairing_id)
    demand(viewer(), Permission.PLAY_DRILL, context.subject)
    played = find_run_for(viewer(), context, run_id) or abort(404)
    if writing():
        return _save(context, played)
    if played.run.state in SHOWN:
        return _kept(context, run_id)
    if played.run.state is RunState.ENDED:
        return _look_back(context, played, own_form(played))
    return _render(context, played, _form(played))


def _save(context: PairingContext, played: PlayedRun) -> ResponseReturnValue:
    form, asked = _form(played), request.form.get("do")
    answers = answers_of(played.drill, form.words(), form.choices())
    try:
        act.save_answers(
            by=viewer(),
            context=context,
            played=played,
            answers=answers,
            version=form.version.data,
            from_minute=form.minute.data if asked == "next" else None,
            end=asked == "end",
        )
    except StaleVersionError:
        return _conflict(context, played, answers)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _render(context, played, form), 422
    place = f"message-{_newest(played)}" if asked == "next" else None
    here = _here(context, played.run.id)
    return redirect(f"{here}#{place}" if place else here, 303)


@requires(Permission.PLAY_DRILL)
def throw_away(pairing_id: int, run_id: int) -> ResponseReturnValue:
    """One tap stops a drill at any time: nothing of it is left."""
    context = context_or_404(pairing_id)
    demand(viewer(), Permission.PLAY_DRILL, context.subject)
    played = find_run_for(viewer(), context, run_id)
    try:
        if played is not None:
            act.throw_away(by=viewer(), context=context, played=played)
    except DomainError as error:
        flash(sentence_of(error), "info")
        return _kept(context, run_id)
    flash(_("Stopped. Nothing of it is left."), "info")
    return redirect(url_for("drills.list_drills", pairing_id=pairing_id), 303)


@requires(Permission.PLAY_DRILL)
def keep_run(pairing_id: int, run_id: int) -> ResponseReturnValue:
    """Show the run to the mentor."""
    context = context_or_404(pairing_id)
    demand(viewer(), Permission.PLAY_DRILL, context.subject)
    played = find_run_for(viewer(), context, run_id) or abort(404)
    form = own_form(played)
    try:
        act.keep_run(by=viewer(), context=context, played=played, own=form.sights())
    except DomainError as error:
        flash(sentence_of(error), "error")
        return redirect(_here(context, run_id), 303)
    flash(_("Kept. %(name)s can open it now.", name=context.mentor_name), "success")
    return _kept(context, run_id)


def own_form(played: PlayedRun) -> SightForm:
    """What the mentee sees in it themself; nothing has to be said."""
    labels = [localized(criterion) for criterion in played.drill.rubric]
    names = {sight: str(name) for sight, name in messages.SIGHTS.items()}
    return sight_form(labels, names, needed=False)


def _form(played: PlayedRun) -> PlayForm:
    run, drill = played.run, played.drill
    sorting = drill.sorting
    return play_form(
        {task.code: localized(task.label) for task in drill.tasks if not task.sorts},
        len(drill.materials),
        [(c.code, localized(c.label)) for c in sorting.choices] if sorting else (),
        answers=played.answers,
        version=run.version,
        minute=run.minute,
    )


def _newest(played: PlayedRun) -> int:
    """The number of the first message of the newest minute."""
    there = arrived(played.drill, played.run.minute)
    return next((n for n, m in enumerate(there, start=1) if m.at == played.run.minute), 1)


def _render(context: PairingContext, played: PlayedRun, form: PlayForm) -> str:
    coming = next_minute(played.drill, played.run.minute)
    return render_template(
        "drills/play_drill.html",
        context=context,
        played=played,
        drill=played.drill,
        play=form,
        there=arrived(played.drill, played.run.minute),
        wait=(coming - played.run.minute) * SECONDS if coming is not None else None,
        kinds=(WORDS, SORTED),
        labels=messages,
    )


def _look_back(context: PairingContext, played: PlayedRun, form: SightForm) -> str:
    return render_template(
        "drills/look_back.html",
        context=context,
        played=played,
        drill=played.drill,
        sights=form,
        labels=messages,
    )


def _conflict(context: PairingContext, played: PlayedRun, mine: Answers) -> ResponseReturnValue:
    """What this page holds and what another one kept meanwhile: neither is lost."""
    theirs, drill = played.answers, played.drill
    items = [
        {
            "label": localized(task.label),
            "mine": mine.words.get(task.code, ""),
            "theirs": theirs.words.get(task.code, ""),
        }
        for task in drill.tasks
        if not task.sorts
    ]
    if drill.sorting is not None:
        label = localized(drill.sorting.label)
        said = {"mine": _sorted(played, mine), "theirs": _sorted(played, theirs)}
        items.append({"label": label, **said})
    page = render_template(
        "drills/play_conflict.html",
        context=context,
        played=played,
        items=items,
        sent=[p for p in request.form.items(multi=True) if p[0].startswith((WORDS, SORTED))],
    )
    return page, 409


def _sorted(played: PlayedRun, answers: Answers) -> str:
    sorting = played.drill.sorting
    names = {c.code: localized(c.label) for c in sorting.choices} if sorting else {}
    placed = sorted(answers.sorted.items())
    said = [_("%(label)s: %(words)s", label=n, words=names[choice]) for n, choice in placed]
    return ", ".join(said)


def _here(context: PairingContext, run_id: int) -> str:
    return url_for("drills.play_drill", pairing_id=context.pairing.id, run_id=run_id)


def _kept(context: PairingContext, run_id: int) -> ResponseReturnValue:
    there = url_for("drills.show_kept", pairing_id=context.pairing.id, run_id=run_id)
    return redirect(there, 303)
