"""What the coordinator prepares for the next edition: a draft of the framework."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from squad.db.once import FormKey
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.framework.drafts.actions import change_draft, copy_version
from squad.framework.queries import find_newest_version, get_document
from squad.framework.rules.document import CompanyRules, Document
from squad.framework.rules.document.editing import with_milestone, with_sample_set
from squad.framework.rules.document.entries import Part, Place, stamp_of
from squad.kernel.ids import new_key


def scenes_of_frameworks(told: Told) -> list[Scene]:
    """Drafts that the coordinator edits."""
    return [Scene(it["on"], partial(draft, told, it)) for it in told.story["framework_drafts"]]


def draft(told: Told, it: Story) -> None:
    """The coordinator copies the framework, says a milestone otherwise, attaches own rules."""
    by = told.company.viewer(it["by"])
    version_id = find_newest_version()
    if version_id is None:
        raise LookupError("no framework is stored")
    draft_id = copy_version(by=by, version_id=version_id, form=FormKey(new_key(), BODY))
    shipped = get_document(version_id)
    changes: list[tuple[Place, Callable[[Document], Document]]] = [
        (Place(Part.MILESTONES, said["code"]), partial(_say, said=said))
        for said in it["milestones"]
    ]
    changes += [
        (Place(Part.SAMPLE_SETS, rules["milestone"]), partial(_attach, rules=rules))
        for rules in it["rules"]
    ]
    for place, change in changes:
        stamp = stamp_of(shipped, place)
        change_draft(by=by, draft_id=draft_id, place=place, stamp=stamp, change=change)


def _say(document: Document, said: Story) -> Document:
    milestone = document.framework.milestones[said["code"]]
    return with_milestone(document, replace(milestone, detail=said["detail"]))


def _attach(document: Document, rules: Story) -> Document:
    found = document.sample_sets[rules["milestone"]]
    own = CompanyRules(rules["title"], text=rules["text"], address=rules["address"])
    return with_sample_set(document, replace(found, rules=own))
