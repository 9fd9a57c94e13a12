"""A framework to take along, and one that is brought in."""

from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.db.once import FormKey
from squad.db.unit_of_work import reading_apart
from squad.framework import queries as stored
from squad.framework.archives import pack, unpack
from squad.framework.drafts import actions
from squad.framework.drafts.forms import FrameworkFileForm
from squad.framework.drafts.views.found import described, draft_or_gone, or_gone
from squad.framework.rules.document import Document, FrameworkError, Problem, digest, parse
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.web.sentences import sentence_of

MOST_LISTED = 200


@requires(Permission.EDIT_FRAMEWORK)
def export_version(version_id: int) -> ResponseReturnValue:
    """A stored version as its files."""
    version = or_gone(next((v for v in stored.list_versions() if v.id == version_id), None))
    return _download(stored.get_document(version.id), f"framework-{version.code}.zip")


@requires(Permission.EDIT_FRAMEWORK)
def export_draft(draft_id: int) -> ResponseReturnValue:
    """A draft as its files, with whatever is still to mend in it."""
    draft = draft_or_gone(draft_id)
    return _download(draft.document, f"framework-{draft.row.base_code}-draft-{draft_id}.zip")


@requires(Permission.EDIT_FRAMEWORK)
def import_draft() -> ResponseReturnValue:
    """Begin a draft from files: all of them are sound, or nothing is kept and each flaw is told."""
    form = FrameworkFileForm()
    if not form.is_submitted():
        return _import_page(form)
    if not form.validate():
        return _import_page(form), 422
    try:
        draft_id = _kept(form)
    except RepeatedFormError as repeated:
        draft_id = int(repeated.first)
    except ReusedKeyError:
        form.renew(_("This form has imported another file already. Choose yours once more."))
        return _import_page(form), 409
    except FrameworkError as error:
        form.file.errors = [*form.file.errors, _("What to mend in this file is listed below.")]
        return _import_page(form, error.problems), 422
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _import_page(form), 422
    flash(_("Imported as a draft. Nothing is published yet."), "success")
    return redirect(url_for(".show_draft", draft_id=draft_id), 303)


def _kept(form: FrameworkFileForm) -> int:
    """The new draft; the file is read before anything is locked."""
    sent = form.file.data
    with reading_apart():
        document = parse(unpack(sent.read()))
    key = FormKey(form.once().key, digest(document))
    return actions.keep_imported(by=viewer(), document=document, form=key)


def _import_page(form: FrameworkFileForm, problems: Sequence[Problem] = ()) -> str:
    return render_template(
        "framework/import_draft.html",
        file_form=form,
        flaws=[described(problem) for problem in problems[:MOST_LISTED]],
        found=len(problems),
    )


def _download(document: Document, name: str) -> Response:
    response = Response(pack(document), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
