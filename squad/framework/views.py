"""The framework as pages that read and print."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from squad.access.declare import signed_in
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import may
from squad.framework import messages, queries
from squad.framework.rules.model import STAGES, NetworkKind


@signed_in
def show_framework(version_id: int | None = None) -> ResponseReturnValue:
    """A version of the framework, that of one's own programme unless another is asked for."""
    versions = queries.list_versions()
    if not versions or version_id not in {None, *(version.id for version in versions)}:
        abort(404)
    shown = version_id or queries.find_version_for(viewer())
    document = queries.get_document(shown)
    return render_template(
        "framework/show_framework.html",
        document=document,
        milestones=queries.list_by_stage(document.framework),
        stages=STAGES,
        others=[version for version in versions if version.id != shown],
        every_network=frozenset(NetworkKind),
        evidence=messages.EVIDENCE,
        evidence_meanings=messages.EVIDENCE_MEANINGS,
        networks=messages.NETWORKS,
        shown=shown,
        may_edit=may(viewer(), Permission.EDIT_FRAMEWORK),
    )


@signed_in
def show_opener(purpose: str) -> ResponseReturnValue:
    """One page for the first coaching session of a kind of purpose."""
    version_id = queries.find_version_for(viewer())
    document = queries.get_document(version_id) if version_id else None
    if document is None or purpose not in document.openers:
        abort(404)
    return render_template(
        "framework/show_opener.html",
        opener=document.openers[purpose],
        name=document.framework.purposes[purpose],
        milestones=[
            document.framework.milestones[code] for code in document.openers[purpose].shows
        ],
    )
