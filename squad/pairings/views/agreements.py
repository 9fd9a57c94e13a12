"""Pages: the agreement, its versions, its form, its signatures."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.framework.messages import NETWORKS, localized
from squad.framework.queries import get_framework
from squad.framework.rules.model import Area, Framework
from squad.kernel.errors import DomainError, StaleVersionError
from squad.pairings import actions, messages
from squad.pairings.forms import AgreementForm, SignForm
from squad.pairings.queries import agreements, beginnings
from squad.pairings.queries.pairings import find_side, subject_of
from squad.pairings.rules.path import find_path
from squad.pairings.rules.states import LOGGABLE
from squad.pairings.views import comparing
from squad.pairings.views.pages import found_pairing, page_of
from squad.programmes.messages import RATING_MEANINGS, READING_MODE_MEANINGS
from squad.web.sentences import sentence_of


@requires(Permission.READ_AGREEMENT)
def show_agreement(pairing_id: int) -> ResponseReturnValue:
    """The newest version, who signed it, what signing means, and the versions before."""
    pairing = found_pairing(pairing_id)
    versions = agreements.list_versions_for(viewer(), pairing)
    if not versions:
        return redirect(url_for(".edit_agreement", pairing_id=pairing_id), 303)
    return _show(pairing, versions, versions[0])


@requires(Permission.READ_AGREEMENT)
def show_agreement_version(pairing_id: int, number: int) -> ResponseReturnValue:
    """An earlier version."""
    pairing = found_pairing(pairing_id)
    versions = agreements.list_versions_for(viewer(), pairing)
    version = next((v for v in versions if v.number == number), None) or abort(404)
    return _show(pairing, versions, version)


@requires(Permission.WRITE_AGREEMENT)
def edit_agreement(pairing_id: int) -> ResponseReturnValue:
    """Write the next version; “Show” counts without saving."""
    pairing = found_pairing(pairing_id)
    demand(viewer(), Permission.WRITE_AGREEMENT, subject_of(pairing))
    if pairing.state not in LOGGABLE:
        return page_of(pairing, problem=_("An agreement is written once both have accepted.")), 409
    form = _form(pairing)
    if not form.is_submitted():
        return _edit(pairing, form)
    if "show" in request.form:
        return _edit(pairing, form)
    return _save(pairing, form)


@requires(Permission.WRITE_AGREEMENT)
def sign_agreement(pairing_id: int) -> ResponseReturnValue:
    """Sign the newest version."""
    pairing = found_pairing(pairing_id)
    versions = agreements.list_versions_for(viewer(), pairing)
    form = SignForm()
    if not versions or not form.validate():
        abort(400 if versions else 404)
    try:
        version = actions.sign_agreement(
            pairing_id=pairing_id, number=form.number.data, by=viewer()
        )
    except DomainError as error:
        problem = sentence_of(error)
        return _show(pairing, versions, versions[0], problem=problem), 422
    if version.in_force_at is not None:
        flash(_("Both have signed. The agreement is in force."), "success")
    else:
        flash(_("Signed. It is in force once the other has signed too."), "success")
    return redirect(url_for(".show_agreement", pairing_id=pairing_id), 303)


def _save(pairing: Any, form: AgreementForm) -> ResponseReturnValue:
    framework = _framework(pairing)
    if not form.validate():
        return _edit(pairing, form), 422
    draft = form.draft()
    problems = beginnings.problems_of(draft, pairing, framework)
    for problem in problems:
        form.add_error(problem, sentence_of(problem))
    if problems:
        return _edit(pairing, form), 422
    try:
        actions.draft_agreement(
            pairing_id=pairing.id, draft=draft, based_on=form.based_on.data, by=viewer()
        )
    except StaleVersionError as stale:
        items = comparing.items(draft, agreements.get_draft(stale.theirs), framework)
        return _conflict(pairing, items, stale.theirs.number), 409
    flash(_("Saved. Read it once more together, then sign it."), "success")
    return redirect(url_for(".show_agreement", pairing_id=pairing.id), 303)


def _form(pairing: Any) -> AgreementForm:
    framework = _framework(pairing)
    form = AgreementForm()
    if not form.is_submitted():
        start = beginnings.find_beginning(viewer(), pairing, framework)
        form.fill(start.draft, based_on=start.based_on)
    form.offer(
        kinds={code: localized(text) for code, text in framework.purposes.items()},
        areas={area: localized(framework.areas[area].name) for area in Area},
        milestones=[
            (m.code, f"{m.code} – {localized(m.short)}")
            for m in framework.milestones.values()
            if m.core
        ],
    )
    return form


def _edit(pairing: Any, form: AgreementForm) -> str:
    framework = _framework(pairing)
    asides = [aside.milestone_code for aside in form.asides()]
    return render_template(
        "pairings/edit_agreement.html",
        pairing=pairing,
        agreement=form,
        framework=framework,
        path=find_path(framework, form.target(), asides, pairing.programme.planned_sessions),
        carried=beginnings.list_carried(pairing),
        other=_other(pairing),
    )


def _show(pairing: Any, versions: Any, version: Any, *, problem: str | None = None) -> str:
    framework = _framework(pairing)
    draft = agreements.get_draft(version)
    asides = [aside.milestone_code for aside in draft.set_asides]
    sessions = pairing.programme.planned_sessions
    return render_template(
        "pairings/show_agreement.html",
        pairing=pairing,
        version=version,
        newest=versions[0].number,
        versions=comparing.history(versions, framework),
        draft=draft,
        framework=framework,
        path=find_path(framework, agreements.get_target_of(version), asides, sessions),
        side=find_side(viewer(), pairing),
        other=_other(pairing),
        signed=agreements.get_signatures(version).signed,
        may_sign=pairing.state in LOGGABLE,
        problem=problem,
        messages=messages,
        networks=NETWORKS,
        reading_meaning=READING_MODE_MEANINGS[pairing.programme.reading_mode],
        rating_meaning=RATING_MEANINGS[pairing.programme.ratings_in_groups],
    )


def _conflict(pairing: Any, items: Any, newest: int) -> str:
    return render_template(
        "pairings/resolve_agreement.html",
        pairing=pairing,
        items=items,
        typed=_typed(),
        newest=newest,
        other=_other(pairing),
    )


def _typed() -> list[tuple[str, str]]:
    """What was typed, to be sent once more as the version after the newest."""
    kept = request.form.items(multi=True)
    return [(name, value) for name, value in kept if name not in {"csrf_token", "based_on"}]


def _framework(pairing: Any) -> Framework:
    return get_framework(pairing.programme.framework_version_id)


def _other(pairing: Any) -> Any:
    return pairing.mentee if viewer().person_id == pairing.mentor_id else pairing.mentor
