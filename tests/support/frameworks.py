"""Further versions of the framework."""

from dataclasses import replace

from squad.db.unit_of_work import unit_of_work
from squad.framework.actions import load_document
from squad.framework.queries import get_document


def newer_version(version_id, code="2099.1"):
    """Stores a version in which purpose-1a is gone and purpose-1z is new; its id."""
    document = get_document(version_id)
    milestones = {
        code.replace("purpose-1a", "purpose-1z"): replace(
            milestone, code=code.replace("purpose-1a", "purpose-1z")
        )
        for code, milestone in document.framework.milestones.items()
    }
    framework = replace(document.framework, version=code, milestones=milestones)
    with unit_of_work():
        return load_document(document=replace(document, framework=framework)).id
