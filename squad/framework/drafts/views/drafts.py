"""Pages: the drafts, one of them, what it changes; copying, publishing, discarding."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.framework import queries as stored
from squad.framework.drafts import actions, messages, queries
from squad.framework.drafts.forms import PublishForm
from squad.framework.drafts.queries import Draft
from squad.framework.drafts.views.changes import changes_of
from squad.framework.drafts.views.found import draft_or_gone, flaws_by_place, flaws_in, or_gone
from squad.framework.rules.document import FrameworkError
from squad.framework.rules.document.diffing import diff
from squad.framework.rules.document.editing import next_edition
from squad.framework.rules.document.entries import Place
from squad.framework.rules.model import STAGES
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.web.forms import Form, KeyedForm
from squad.web.sentences import sentence_of


@requires(Permission.EDIT_FRAMEWORK)
def list_drafts() -> ResponseReturnValue:
    """The drafts and the stored versions: what can be edited, copied, taken along."""
    return render_template(
        "framework/list_drafts.html",
        drafts=queries.list_drafts(viewer()),
        versions=stored.list_versions(),
    )


@requires(Permission.EDIT_FRAMEWORK)
def copy_version(version_id: int) -> ResponseReturnValue:
    """Begin a draft from a stored version."""
    or_gone(next((v for v in stored.list_versions() if v.id == version_id), None))
    try:
        draft_id = actions.copy_version(by=viewer(), version_id=version_id, form=KeyedForm().once())
    except (RepeatedFormError, ReusedKeyError) as repeated:
        draft_id = int(repeated.first)
    return redirect(url_for(".show_draft", draft_id=draft_id), 303)


@requires(Permission.EDIT_FRAMEWORK)
def show_draft(draft_id: int) -> ResponseReturnValue:
    """A draft at a glance: what is to mend, every milestone with where it is edited."""
    draft = draft_or_gone(draft_id)
    flaws = flaws_in(draft)
    base = stored.get_document(draft.row.base_id)
    return render_template(
        "framework/show_draft.html",
        draft=draft.row,
        document=draft.document,
        stages=STAGES,
        milestones=stored.list_by_stage(draft.document.framework),
        flaws=flaws,
        flaws_of=flaws_by_place(flaws),
        kinds=messages.KINDS,
        place_at=Place,
        changed={found.place: found.kind for found in diff(base, draft.document)},
    )


@requires(Permission.EDIT_FRAMEWORK)
def show_changes(draft_id: int) -> ResponseReturnValue:
    """What the draft changes, and publishing it."""
    draft = draft_or_gone(draft_id)
    form = PublishForm(data={"version": draft.row.version})
    return _changes_page(draft, form)


@requires(Permission.EDIT_FRAMEWORK)
def publish_draft(draft_id: int) -> ResponseReturnValue:
    """Make the draft a version that a new programme can begin with."""
    form = PublishForm()
    try:
        version_id = actions.publish_draft(
            by=viewer(), draft_id=draft_id, version=form.version.data, form=form.once()
        )
    except (RepeatedFormError, ReusedKeyError) as repeated:
        version_id = int(repeated.first)
    except (StaleVersionError, DomainError) as error:
        return _not_published(draft_id, form, error)
    flash(
        _("Published. A new programme can begin with it; programmes that run keep theirs."),
        "success",
    )
    return redirect(url_for("framework.show_framework", version_id=version_id), 303)


@requires(Permission.EDIT_FRAMEWORK)
def discard_draft(draft_id: int) -> ResponseReturnValue:
    """Delete a draft, after a yes; one that is gone already is no mistake."""
    form = Form()
    if not form.is_submitted():
        draft = draft_or_gone(draft_id)
        return render_template("framework/discard_draft.html", draft=draft.row, asking_form=form)
    actions.discard_draft(by=viewer(), draft_id=draft_id)
    flash(_("Discarded. Stored versions are as they were."), "info")
    return redirect(url_for(".list_drafts"), 303)


def _not_published(
    draft_id: int, form: PublishForm, error: StaleVersionError | DomainError
) -> ResponseReturnValue:
    draft = draft_or_gone(draft_id)
    if isinstance(error, FrameworkError):
        form.form_errors.append(_("Some things are still to mend: see the list."))
    elif isinstance(error, DomainError):
        form.form_errors.append(sentence_of(error))
    else:
        form.form_errors.append(_("Somebody changed the draft meanwhile. Look at it once more."))
    form.version.data, form.version.raw_data = draft.row.version, None
    return _changes_page(draft, form), 409 if isinstance(error, StaleVersionError) else 422


def _changes_page(draft: Draft, form: PublishForm) -> str:
    base = stored.get_document(draft.row.base_id)
    codes = [version.code for version in stored.list_versions()]
    return render_template(
        "framework/show_changes.html",
        draft=draft.row,
        parts=changes_of(base, draft.document),
        flaws=flaws_in(draft),
        publish_form=form,
        code=next_edition(draft.document.framework.version, codes),
    )
