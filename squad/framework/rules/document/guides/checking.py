"""What the guides of a document must keep to."""

from collections.abc import Iterator

from squad.framework.rules.document.guides.shapes import TOGETHER_MINUTES, Guide, place_of
from squad.framework.rules.document.guides.texts import texts_of_guide
from squad.framework.rules.document.places import guide_file
from squad.framework.rules.document.problems import Flaw, Problem
from squad.framework.rules.document.shapes import Document
from squad.framework.rules.document.typography import NETWORK_NAMES
from squad.framework.rules.model import STAGES, Area
from squad.kernel.languages import LANGUAGES

TRIALS = range(2, 5)
WORDS = range(150, 261)

Finding = tuple[str, Flaw, dict[str, object]]


def check_guides(document: Document) -> Iterator[Problem]:
    """Every area and stage has a guide, and each guide keeps to its rules."""
    for area in Area:
        for stage in STAGES:
            place = place_of(area, stage)
            guide = document.guides.get(place)
            if guide is None:
                yield Problem(guide_file(area), place, Flaw.MISSING_GUIDE, {"guide": place})
                continue
            for where, flaw, params in _flaws(document, guide):
                yield Problem(guide_file(area), f"{place}{where}", flaw, params)


def _flaws(document: Document, guide: Guide) -> Iterator[Finding]:
    yield from _shows(document, guide)
    yield from _times(guide)
    yield from _wording(guide)


def _shows(document: Document, guide: Guide) -> Iterator[Finding]:
    milestones = document.framework.milestones
    for code in guide.shows:
        shown = milestones.get(code)
        if shown is None:
            yield ".shows", Flaw.UNKNOWN_VALUE, {"value": code}
        elif (shown.area, shown.stage) != (guide.area, guide.stage):
            yield ".shows", Flaw.OTHER_STAGE, {"value": code}
    for milestone in document.framework.core(guide.area, guide.stage):
        if milestone.code not in guide.shows:
            yield ".shows", Flaw.CORE_NOT_SHOWN, {"missing": milestone.code}


def _times(guide: Guide) -> Iterator[Finding]:
    trials = len(guide.together)
    if trials not in TRIALS:
        yield ".together", Flaw.WRONG_COUNT, _wanted(trials, TRIALS)
    minutes = sum(trial.minutes for trial in guide.together)
    if minutes != TOGETHER_MINUTES or any(trial.minutes < 1 for trial in guide.together):
        yield ".together", Flaw.WRONG_MINUTES, {"found": minutes, "wanted": TOGETHER_MINUTES}


def _wording(guide: Guide) -> Iterator[Finding]:
    for language in LANGUAGES:
        texts = [(where, text.get(language, "")) for where, text in texts_of_guide(guide)]
        words = sum(any(map(str.isalnum, w)) for _, text in texts for w in text.split())
        if words not in WORDS:
            params = {"key": "words", "language": language} | _wanted(words, WORDS)
            yield "", Flaw.OUT_OF_RANGE, params
        for where, text in texts:
            named = NETWORK_NAMES.search(text)
            if named and not where.startswith("networks"):
                yield f".{where}.{language}", Flaw.NAMES_A_NETWORK, {"name": named[0]}


def _wanted(found: int, wanted: range) -> dict[str, object]:
    return {"found": found, "least": wanted[0], "most": wanted[-1]}
