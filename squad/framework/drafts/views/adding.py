"""Pages: one more milestone; a milestone or a sample set taken out."""

from collections.abc import Callable, Sequence
from functools import partial

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.framework.drafts import actions
from squad.framework.drafts.filling import milestone_data, typed_milestone
from squad.framework.drafts.forms import EntryForm, NewMilestoneForm
from squad.framework.drafts.queries import Draft
from squad.framework.drafts.views.found import (
    address_of,
    area_or_gone,
    draft_or_gone,
    or_gone,
    purposes_of,
)
from squad.framework.messages import localized
from squad.framework.rules.document import Document
from squad.framework.rules.document.editing import without_milestone, without_sample_set
from squad.framework.rules.document.entries import Part, Place, stamp_of
from squad.framework.rules.model import STAGES, AreaText
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.web.sentences import sentence_of


@requires(Permission.EDIT_FRAMEWORK)
def add_milestone(draft_id: int, area: str, stage: int) -> ResponseReturnValue:
    """One more milestone of an area and stage; its code is the next that was never used."""
    draft = draft_or_gone(draft_id)
    texts = area_or_gone(draft.document, area)
    if stage not in STAGES:
        abort(404)
    form = NewMilestoneForm(data=milestone_data(None))
    form.offer(purposes_of(draft.document))
    if not form.is_submitted():
        return _new_page(draft, texts, stage, form)
    if not form.validate():
        return _new_page(draft, texts, stage, form), 422
    return _added(draft, texts, stage, form)


@requires(Permission.EDIT_FRAMEWORK)
def remove_milestone(draft_id: int, code: str) -> ResponseReturnValue:
    """Take a milestone out, after a yes."""
    draft = draft_or_gone(draft_id)
    milestone = or_gone(draft.document.framework.milestones.get(code))
    goes: list[str] = []
    if code in draft.document.sample_sets:
        goes.append(_("Its sample set goes as well."))
    shown = [o.purpose for o in draft.document.openers.values() if code in o.shows]
    if names := [name for purpose, name in purposes_of(draft.document) if purpose in shown]:
        goes.append(_("It leaves these first-session pages: %(names)s.", names=", ".join(names)))
    place = Place(Part.MILESTONES, code)
    without = partial(without_milestone, code=code)
    return _removed(draft, place, localized(milestone.short), goes, without)


@requires(Permission.EDIT_FRAMEWORK)
def remove_sample_set(draft_id: int, code: str) -> ResponseReturnValue:
    """Take a sample set out, after a yes; its milestone stays."""
    draft = draft_or_gone(draft_id)
    found = or_gone(draft.document.sample_sets.get(code))
    goes = [_("Its milestone stays, without samples.")]
    place = Place(Part.SAMPLE_SETS, code)
    without = partial(without_sample_set, code=code)
    return _removed(draft, place, localized(found.title), goes, without)


def _new_page(draft: Draft, area: AreaText, stage: int, form: NewMilestoneForm) -> str:
    return render_template(
        "framework/add_milestone.html",
        draft=draft.row,
        area=area,
        stage=stage,
        entry_form=form,
        here=url_for(".add_milestone", draft_id=draft.row.id, area=area.area.value, stage=stage),
    )


def _added(draft: Draft, area: AreaText, stage: int, form: NewMilestoneForm) -> ResponseReturnValue:
    draft_id = draft.row.id
    try:
        code = actions.add_milestone(
            by=viewer(),
            draft_id=draft_id,
            area=area.area,
            stage=stage,
            make=partial(typed_milestone, form),
            form=form.once(),
        )
    except RepeatedFormError as repeated:
        code = repeated.first
    except ReusedKeyError:
        form.renew(
            _("This form has added another milestone already. Send it once more for this one.")
        )
        return _new_page(draft, area, stage, form), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _new_page(draft, area, stage, form), 422
    flash(_("Added as %(code)s.", code=code), "success")
    return redirect(address_of(draft_id, Place(Part.MILESTONES, code)) or "", 303)


def _removed(
    draft: Draft,
    place: Place,
    name: str,
    goes: Sequence[str],
    without: Callable[[Document], Document],
) -> ResponseReturnValue:
    """A question; after a yes, what remains."""
    form = EntryForm(data={"stamp": stamp_of(draft.document, place)})
    if not form.is_submitted():
        return _asking(draft, place, name, goes, form)
    try:
        actions.change_draft(
            by=viewer(),
            draft_id=draft.row.id,
            place=place,
            stamp=str(form.stamp.data or ""),
            change=without,
        )
    except StaleVersionError:
        form.stamp.data = stamp_of(draft.document, place)
        form.form_errors.append(_("Somebody changed it meanwhile. Look at it first."))
        return _asking(draft, place, name, goes, form), 409
    flash(_("Taken out of the draft: %(name)s", name=name), "success")
    return redirect(url_for(".show_draft", draft_id=draft.row.id), 303)


def _asking(draft: Draft, place: Place, name: str, goes: Sequence[str], form: EntryForm) -> str:
    return render_template(
        "framework/remove_entry.html",
        draft=draft.row,
        place=place,
        name=name,
        goes=goes,
        asking_form=form,
        back=address_of(draft.row.id, place),
    )
