"""The framework as pages that read and print."""

from collections.abc import Sequence

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from squad.access.declare import signed_in
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import may
from squad.framework import messages, queries
from squad.framework.glossary import CHAPTERS, TERMS
from squad.framework.queries import VersionRow
from squad.framework.rules.model import STAGES, NetworkKind
from squad.kernel.languages import written_in
from squad.web.languages import language


@signed_in
def show_framework(version_id: int | None = None) -> ResponseReturnValue:
    """A version of the framework, that of one's own programme unless another is asked for."""
    versions, shown = _version_or_404(version_id)
    document = queries.get_document(shown)
    return render_template(
        "framework/show_framework.html",
        document=document,
        version_id=version_id,
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


@signed_in
def show_guide(place: str, version_id: int | None = None) -> ResponseReturnValue:
    """One session of 45 minutes for an area and stage, to read or to print."""
    document = queries.get_document(_version_or_404(version_id)[1])
    guide = document.guides.get(place) or abort(404)
    return render_template(
        "framework/show_guide.html",
        document=document,
        guide=guide,
        version_id=version_id,
        networks=messages.NETWORKS,
        milestones=[document.framework.milestones[code] for code in guide.shows],
    )


def _version_or_404(version_id: int | None) -> tuple[Sequence[VersionRow], int]:
    """Every stored version, and the id of the one asked for: one's own programme's unless said."""
    versions = queries.list_versions()
    if not versions or version_id not in {None, *(version.id for version in versions)}:
        abort(404)
    return versions, version_id or queries.find_version_for(viewer()) or versions[0].id


@signed_in
def show_glossary() -> ResponseReturnValue:
    """Every word with what it means, and what it is called in the other language."""
    other = "en" if written_in(language()) == "fr" else "fr"
    with force_locale(other):
        elsewhere = {code: str(term.name) for code, term in TERMS.items()}
    return render_template(
        "framework/show_glossary.html", chapters=CHAPTERS, other=other, elsewhere=elsewhere
    )
