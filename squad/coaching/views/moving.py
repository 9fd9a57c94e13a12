"""Pages: move a programme to another version of the framework, in three steps."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.coaching.actions import moving as act
from squad.coaching.forms.moving import MoveFrameworkForm, mapping_form
from squad.coaching.queries import moving as queries
from squad.coaching.rules.moving import (
    CodeMapping,
    MoveProblem,
    read_mapping,
    suggested,
    write_mapping,
)
from squad.coaching.views.moving_texts import choices_of, differing
from squad.framework.messages import RUNGS
from squad.framework.queries import VersionRow, get_document, get_framework
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.programmes.queries import find_programme_for, refuse_archived, subject_of
from squad.web.sentences import sentence_of


@requires(Permission.MANAGE_PROGRAMME)
def choose_version(programme_id: int) -> ResponseReturnValue:
    """The versions that the programme can move to."""
    programme = _found(programme_id)
    return render_template(
        "coaching/choose_version.html",
        programme=programme,
        versions=queries.list_other_versions(programme),
    )


@requires(Permission.MANAGE_PROGRAMME)
def map_milestones(programme_id: int, version_id: int) -> ResponseReturnValue:
    """What becomes of each milestone: the same code, another one, or it counts no more."""
    programme = _found(programme_id)
    version = _version(programme, version_id)
    before, after = (get_document(id_) for id_ in (programme.framework_version_id, version_id))
    mapping = _chosen(request.args, programme, version)
    return render_template(
        "coaching/map_milestones.html",
        programme=programme,
        version=version,
        framework=before.framework,
        mapping=mapping_form(choices_of(before.framework, after.framework), mapping),
        differing=differing(before, after),
    )


@requires(Permission.MANAGE_PROGRAMME)
def move_framework(programme_id: int, version_id: int) -> ResponseReturnValue:
    """What each mentee keeps; posted, the programme is moved."""
    programme = _found(programme_id)
    form = MoveFrameworkForm()
    if not form.is_submitted():
        version = _version(programme, version_id)
        mapping = _chosen(request.args, programme, version)
        form.version.data, form.mapping.data = programme.version, write_mapping(mapping)
        return _preview(programme, version, form)
    try:
        act.move_framework(
            programme_id=programme_id,
            version=form.version.data,
            to_version_id=version_id,
            mapping=form.mapping.data or "",
            by=viewer(),
            form=form.once(),
        )
    except RepeatedFormError:
        return _back(programme_id)
    except (ReusedKeyError, StaleVersionError, DomainError) as error:
        return _not_moved(programme_id, version_id, form, error)
    flash(_("Moved. From now on the programme counts by this version."), "success")
    return _back(programme_id)


def _not_moved(
    programme_id: int, version_id: int, form: MoveFrameworkForm, error: Exception
) -> ResponseReturnValue:
    """The same mapping, on the programme as it is now; or the choice, if it has moved."""
    programme = _found(programme_id)
    version = queries.find_other_version(programme, version_id)
    if version is None:
        flash(_("The programme is on this version already."), "info")
        return _back(programme_id)
    if isinstance(error, DomainError):
        form.add_error(error, sentence_of(error))
        return _preview(programme, version, form), 422
    form.renew(_("Somebody changed the programme meanwhile. Look at it once more, then send it."))
    form.version.data, form.version.raw_data = programme.version, None
    return _preview(programme, version, form), 409


def _preview(programme: Any, version: VersionRow, form: MoveFrameworkForm) -> str:
    before, after = (get_framework(id_) for id_ in (programme.framework_version_id, version.id))
    mapping: CodeMapping = {}
    rows: Any = ()
    try:
        mapping = read_mapping(form.mapping.data or "", before, after)
        rows = queries.load_kept(viewer(), programme, version.id, mapping)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
    changed = {code: new for code, new in mapping.items() if new != code}
    return render_template(
        "coaching/preview_move.html",
        programme=programme,
        version=version,
        before=before,
        after=after,
        rows=rows,
        changed=changed,
        rungs=RUNGS,
        chosen={code: new or "" for code, new in mapping.items()},
        move_form=form,
    )


def _chosen(args: Mapping[str, str], programme: Any, version: VersionRow) -> CodeMapping:
    """What the address says of each milestone; the same code where it says nothing."""
    before, after = (get_framework(id_) for id_ in (programme.framework_version_id, version.id))
    found = dict(suggested(before, after))
    found |= {code: args[code] or None for code in found if code in args}
    try:
        return read_mapping(write_mapping(found), before, after)
    except DomainError as error:
        if error.code != MoveProblem.MAPPING:
            raise
        abort(404)


def _found(programme_id: int) -> Any:
    programme = find_programme_for(viewer(), programme_id) or abort(404)
    demand(viewer(), Permission.MANAGE_PROGRAMME, subject_of(programme))
    refuse_archived(programme_id)
    return programme


def _version(programme: Any, version_id: int) -> VersionRow:
    return queries.find_other_version(programme, version_id) or abort(404)


def _back(programme_id: int) -> ResponseReturnValue:
    here = url_for("programmes.show_programme", programme_id=programme_id, _anchor="framework")
    return redirect(here, 303)
