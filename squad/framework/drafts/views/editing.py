"""Pages: an area's texts, a milestone, a sample set."""

from flask.typing import ResponseReturnValue

from squad.access.declare import requires
from squad.access.permissions import Permission
from squad.framework.drafts.filling import (
    area_data,
    milestone_data,
    offer_answers,
    sample_set_data,
    typed_area,
    typed_milestone,
    typed_sample_set,
)
from squad.framework.drafts.forms import AreaForm, MilestoneForm, SampleSetForm
from squad.framework.drafts.views.entries import Entry
from squad.framework.drafts.views.found import area_or_gone, draft_or_gone, or_gone, purposes_of
from squad.framework.rules.document import Document
from squad.framework.rules.document.editing import with_area, with_milestone, with_sample_set
from squad.framework.rules.document.entries import Part, Place
from squad.framework.rules.model import STAGES


@requires(Permission.EDIT_FRAMEWORK)
def edit_area(draft_id: int, area: str) -> ResponseReturnValue:
    """What an area is called, what it is about, what its stages mean."""
    draft = draft_or_gone(draft_id)
    texts = area_or_gone(draft.document, area)
    form = AreaForm(data=area_data(texts))

    def change(document: Document) -> Document:
        return with_area(document, typed_area(form, texts))

    place = Place(Part.AREAS, area)
    shown = {"area": texts, "stages": STAGES}
    return Entry(draft, place, form, "framework/edit_area.html", change, shown).answer()


@requires(Permission.EDIT_FRAMEWORK)
def edit_milestone(draft_id: int, code: str) -> ResponseReturnValue:
    """One milestone, in both languages."""
    draft = draft_or_gone(draft_id)
    milestone = or_gone(draft.document.framework.milestones.get(code))
    form = MilestoneForm(data=milestone_data(milestone))
    form.offer(purposes_of(draft.document))

    def change(document: Document) -> Document:
        # Whether it has samples is said on their own page, perhaps meanwhile.
        now = document.framework.milestones.get(code, milestone)
        return with_milestone(document, typed_milestone(form, now))

    place = Place(Part.MILESTONES, code)
    shown = {"milestone": milestone}
    return Entry(draft, place, form, "framework/edit_milestone.html", change, shown).answer()


@requires(Permission.EDIT_FRAMEWORK)
def edit_sample_set(draft_id: int, code: str) -> ResponseReturnValue:
    """Samples with their answers and reasons, and the company's own rules beside them."""
    draft = draft_or_gone(draft_id)
    milestone = or_gone(draft.document.framework.milestones.get(code))
    found = draft.document.sample_sets.get(code)
    form = SampleSetForm(data=sample_set_data(found))
    offer_answers(form)

    def change(document: Document) -> Document:
        return with_sample_set(document, typed_sample_set(form, code))

    place = Place(Part.SAMPLE_SETS, code)
    shown = {"milestone": milestone, "found": found}
    return Entry(draft, place, form, "framework/edit_sample_set.html", change, shown).answer()
