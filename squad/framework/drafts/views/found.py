"""What every page of a draft needs: the draft, its flaws with where to mend them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import abort, make_response, render_template, request, url_for

from squad.access.gate import viewer
from squad.framework.drafts import messages
from squad.framework.drafts.queries import Draft, find_draft_for
from squad.framework.messages import localized
from squad.framework.rules.document import Document, Problem
from squad.framework.rules.document.checking import check
from squad.framework.rules.document.entries import Part, Place, path_of, place_of
from squad.framework.rules.model import AreaText

T = TypeVar("T")
# What a form carries beside what was typed.
NOT_TYPED = ("csrf_token", "form_key", "version", "stamp", "code")
NUMBER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Flawed:
    """One thing to mend, in words, with its page where there is one."""

    place: Place | None
    name: str
    at: str
    """The same place as files name it."""
    where: str
    sentence: str
    href: str | None


def draft_or_gone(draft_id: int) -> Draft:
    """The draft; where it is no longer there, what was typed is shown to be taken along."""
    return or_gone(find_draft_for(viewer(), draft_id))


def or_gone(found: T | None) -> T:
    """What was found; else not found, with what was typed for it, to be taken along."""
    if found is not None:
        return found
    if request.method != "POST":
        abort(404)
    typed = [words for name, words in request.form.items() if _was_typed(name) and words]
    page = render_template("framework/draft_gone.html", typed=typed)
    return abort(make_response(page, 404))


def area_or_gone(document: Document, code: str) -> AreaText:
    """The texts of an area."""
    return or_gone(next((a for a in document.framework.areas.values() if a.area == code), None))


def purposes_of(document: Document) -> list[tuple[str, str]]:
    """The kinds of purpose: code and name."""
    return [(code, localized(name)) for code, name in document.framework.purposes.items()]


def address_of(draft_id: int, place: Place) -> str | None:
    """The page on which an entry is edited."""
    if place.part == Part.AREAS:
        return url_for("framework_drafts.edit_area", draft_id=draft_id, area=place.code)
    if place.part == Part.MILESTONES:
        return url_for("framework_drafts.edit_milestone", draft_id=draft_id, code=place.code)
    if place.part == Part.SAMPLE_SETS:
        return url_for("framework_drafts.edit_sample_set", draft_id=draft_id, code=place.code)
    return None


def flaws_in(draft: Draft) -> Sequence[Flawed]:
    """Everything that the checker says of a draft."""
    return [described(problem, draft.document, draft.row.id) for problem in check(draft.document)]


def flaws_by_place(flaws: Sequence[Flawed]) -> Mapping[Place, Sequence[Flawed]]:
    """The same by the entry in which each is mended."""
    places = {flaw.place for flaw in flaws if flaw.place is not None}
    return {place: [flaw for flaw in flaws if flaw.place == place] for place in places}


def described(
    problem: Problem, document: Document | None = None, draft_id: int | None = None
) -> Flawed:
    """A problem in words; with a draft, linked to the field in which it is mended."""
    place = place_of(problem)
    path = path_of(problem)
    name, href = problem.file, None
    if draft_id is not None and document is not None and place is not None:
        name = messages.entry_label(place, document)
        href = _href(draft_id, place, path, document)
    return Flawed(
        place, name, problem.where, messages.path_label(path), messages.flaw_sentence(problem), href
    )


def _href(draft_id: int, place: Place, path: str, document: Document) -> str | None:
    if place.part == Part.AREAS and path.startswith(f"{place.code}-"):
        # Too few or too many milestones in a stage: the overview is where one is added.
        return f"{url_for('framework_drafts.show_draft', draft_id=draft_id)}#{path}"
    if place.part == Part.SAMPLE_SETS and place.code not in document.framework.milestones:
        return None
    address = address_of(draft_id, place)
    return f"{address}#{_field_id(path)}" if path else address


def _field_id(path: str) -> str:
    """`samples[2].reason.fr` → `samples-1-reason-fr`: documents count from one, forms do not."""
    return NUMBER.sub(lambda m: f"-{int(m[1]) - 1}", path).replace(".", "-")


def _was_typed(name: str) -> bool:
    return name.rpartition("-")[2] not in NOT_TYPED
