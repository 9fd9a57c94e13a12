"""Pages: the draft of pairs, a run, changes by hand, publishing."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import Side
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.pairings.matching import messages
from squad.pairings.matching.actions import drafts as actions
from squad.pairings.matching.actions import publishing, runs
from squad.pairings.matching.forms import ChoiceForm, DraftForm, LockForm, PublishForm
from squad.pairings.matching.queries import drafts as queries
from squad.pairings.matching.queries.pool import get_figures, get_weights
from squad.pairings.matching.rules.drafting import DraftProblem
from squad.pairings.matching.views.finding import found_programme
from squad.web.sentences import sentence, sentence_of


@requires(Permission.PROPOSE_PAIRING)
def show_matching(programme_id: int) -> ResponseReturnValue:
    """The pool in figures, the draft with its reasons, whom it left over, and what to do next."""
    return _page(found_programme(programme_id))


@requires(Permission.PROPOSE_PAIRING)
def run_matching(programme_id: int) -> ResponseReturnValue:
    """Find the best pairs around those that are locked; nobody waits for it."""
    found_programme(programme_id)
    try:
        run = runs.run_matching(programme_id, version=DraftForm().version.data)
        runs.store_draft(run, by=viewer())
    except StaleVersionError:
        return _changed(programme_id)
    except DomainError as error:
        return _page(found_programme(programme_id), problem=sentence_of(error)), 422
    if run.matching.unlocked:
        said = ngettext(
            "%(num)s locked pair could not be kept: a rule is against it by now.",
            "%(num)s locked pairs could not be kept: a rule is against them by now.",
            len(run.matching.unlocked),
        )
        flash(said, "info")
    return _back(programme_id)


@requires(Permission.PROPOSE_PAIRING)
def list_left_over(programme_id: int) -> ResponseReturnValue:
    """Everybody of one side whom the draft left over, with why."""
    programme = found_programme(programme_id)
    side = Side.MENTOR if request.args.get("side") == Side.MENTOR else Side.MENTEE
    return render_template(
        "pairings/list_left_over.html",
        programme=programme,
        side=side,
        page=queries.list_left_over(programme_id, side, request.args.get("after")),
        left_reason=messages.left_reason,
    )


@requires(Permission.PROPOSE_PAIRING)
def change_pair(programme_id: int, mentee_id: int) -> ResponseReturnValue:
    """Another mentor who would do, an exchange with another pair, or none."""
    programme, form = found_programme(programme_id), ChoiceForm()
    if not form.is_submitted():
        return _place(programme, mentee_id, form)
    try:
        _change(programme_id, mentee_id, form)
    except StaleVersionError:
        return _changed(programme_id)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _place(programme, mentee_id, form), 422
    flash(_("Changed, and locked: the next draft keeps it."), "success")
    return _back(programme_id)


@requires(Permission.PROPOSE_PAIRING)
def take_out(programme_id: int, mentee_id: int) -> ResponseReturnValue:
    """Take a pair out of the draft."""
    found_programme(programme_id)
    version = DraftForm().version.data
    try:
        actions.take_out(
            programme_id=programme_id, version=version, mentee_id=mentee_id, by=viewer()
        )
    except StaleVersionError:
        return _changed(programme_id)
    return _back(programme_id)


@requires(Permission.PROPOSE_PAIRING)
def lock_pair(programme_id: int, mentee_id: int) -> ResponseReturnValue:
    """Keep a pair in later drafts, or no longer."""
    found_programme(programme_id)
    form = LockForm()
    try:
        actions.lock_pair(
            programme_id=programme_id,
            version=form.version.data,
            mentee_id=mentee_id,
            locked=bool(form.locked.data),
            by=viewer(),
        )
    except StaleVersionError:
        return _changed(programme_id)
    return _back(programme_id, mentee_id)


@requires(Permission.PROPOSE_PAIRING)
def propose_pairs(programme_id: int) -> ResponseReturnValue:
    """Ask, then propose the draft's pairs; those that cannot be stay, with why."""
    programme, form = found_programme(programme_id), PublishForm()
    if not form.is_submitted():
        return _ask(programme, form)
    try:
        published = publishing.publish_draft(
            programme_id=programme_id,
            version=form.version.data,
            acknowledged=bool(form.acknowledged.data),
            by=viewer(),
            form=form.once(),
        )
    except (RepeatedFormError, ReusedKeyError):
        flash(_("These pairings were proposed already."), "info")
        return _back(programme_id)
    except StaleVersionError:
        return _changed(programme_id)
    _tell(published)
    return _back(programme_id)


def _change(programme_id: int, mentee_id: int, form: ChoiceForm) -> None:
    mentor_id, other_id = form.chosen("mentor"), form.chosen("with")
    which: dict[str, Any] = {
        "programme_id": programme_id,
        "version": form.version.data,
        "mentee_id": mentee_id,
        "by": viewer(),
    }
    if other_id:
        actions.exchange_mentors(**which, other_id=other_id)
    elif mentor_id:
        actions.choose_mentor(**which, mentor_id=mentor_id)
    else:
        raise DomainError(DraftProblem.NOTHING_CHOSEN, field="choice")


def _page(programme: Any, problem: str | None = None) -> str:
    draft = queries.find_draft(viewer(), programme)
    return render_template(
        "pairings/show_matching.html",
        programme=programme,
        pool=get_figures(programme),
        draft=draft,
        best=get_weights(programme.id)[0].best,
        pairs=queries.list_pairs(programme.id, request.args.get("after")) if draft else None,
        left={
            side: queries.list_left_over(programme.id, side, None) if draft and draft.left else None
            for side in (Side.MENTEE, Side.MENTOR)
        },
        framework=get_framework(programme.framework_version_id),
        say=messages,
        sentence=sentence,
        problem=problem,
    )


def _place(programme: Any, mentee_id: int, form: ChoiceForm) -> str:
    draft = queries.find_draft(viewer(), programme) or abort(404)
    words = request.args.get("q", "")
    place = queries.find_place(programme, mentee_id, words) or abort(404)
    if not form.is_submitted():
        form.version.data = draft.version
    return render_template(
        "pairings/change_pair.html",
        programme=programme,
        place=place,
        choosing=form,
        words=words,
        framework=get_framework(programme.framework_version_id),
        say=messages,
    )


def _ask(programme: Any, form: PublishForm) -> str:
    draft = queries.find_draft(viewer(), programme) or abort(404)
    form.version.data = draft.version
    return render_template(
        "pairings/propose_pairs.html",
        programme=programme,
        draft=draft,
        publishing=form,
        noticed=queries.list_noticed(programme.id) if draft.noticed else [],
        at_once=publishing.MOST_AT_ONCE,
        say=messages,
    )


def _tell(published: publishing.Published) -> None:
    if published.proposed:
        said = ngettext(
            "%(num)s pairing is proposed. Each of the two answers privately.",
            "%(num)s pairings are proposed. Each of the two answers privately.",
            published.proposed,
        )
        flash(said, "success")
    if published.failed:
        said = ngettext(
            "%(num)s pair could not be proposed. It is still in the draft, with the reason.",
            "%(num)s pairs could not be proposed. They are still in the draft, with the reasons.",
            published.failed,
        )
        flash(said, "info")


def _back(programme_id: int, mentee_id: int | None = None) -> ResponseReturnValue:
    """To the draft; to one of its pairs, on the page of the list where it was."""
    after, anchor = request.args.get("after"), f"pair-{mentee_id}" if mentee_id else None
    there = url_for(".show_matching", programme_id=programme_id, after=after, _anchor=anchor)
    return redirect(there, 303)


def _changed(programme_id: int) -> ResponseReturnValue:
    """Somebody changed the draft meanwhile: what stands now, and that nothing was done."""
    programme = found_programme(programme_id)
    draft = queries.find_draft(viewer(), programme)
    page = {"programme": programme, "draft": draft}
    return render_template("pairings/draft_changed.html", **page), 409
