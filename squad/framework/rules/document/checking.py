"""What a whole document must keep to, whatever its files say."""

import re
from collections.abc import Iterator, Sequence

from squad.framework.rules.document.drills.checking import check_drills
from squad.framework.rules.document.guides.checking import check_guides
from squad.framework.rules.document.places import (
    FRAMEWORK,
    OPENERS,
    area_file,
    sample_file,
)
from squad.framework.rules.document.problems import Flaw, Problem
from squad.framework.rules.document.shapes import (
    MOST_CHOICES,
    MOST_MATERIAL,
    MOST_SAMPLES,
    CompanyRules,
    Document,
    Opener,
    SampleSet,
)
from squad.framework.rules.document.tables import NAME, repeated
from squad.framework.rules.document.texts import texts_of
from squad.framework.rules.document.typography import NETWORK_NAMES, flaws_in
from squad.framework.rules.model import STAGES, Area, Evidence, Milestone, NetworkKind, Text
from squad.kernel.languages import LANGUAGES

MILESTONES = range(45, 61)
MILESTONES_A_STAGE = range(2, 5)
CORE_A_STAGE = 2
REFRESH_DAYS = range(30, 731)
SHORT_LETTERS = 60
OPENER_WORDS = 120
BEGINNINGS = {"en": re.compile(r"Has\b"), "fr": re.compile(r"A\b")}
# Shipped versions are YEAR.N; a company's own edition of one has a third number.
VERSION = re.compile(r"(?P<shipped>\d{4}\.\d{1,4})(\.(?P<edition>[1-9]\d{0,5}))?", re.ASCII)

ADDRESS = re.compile(r"https://[\w.-]+(:\d+)?([/?#][^\s<>\"\\]*)?")


def check(document: Document) -> Sequence[Problem]:
    """Every rule of a framework that this document breaks."""
    return [
        *_whole(document),
        *(p for m in document.framework.milestones.values() for p in _milestone(document, m)),
        *(p for found in document.sample_sets.values() for p in _sample_set(document, found)),
        *(p for opener in document.openers.values() for p in _opener(document, opener)),
        *check_guides(document),
        *check_drills(document),
        *_setting(document),
    ]


def _whole(document: Document) -> Iterator[Problem]:
    framework = document.framework
    if not VERSION.fullmatch(framework.version):
        yield Problem(FRAMEWORK, "version", Flaw.BAD_VERSION, {"value": framework.version})
    total = len(framework.milestones)
    if total not in MILESTONES:
        yield Problem(FRAMEWORK, "", Flaw.WRONG_COUNT, _wanted(total, MILESTONES))
    for purpose in framework.purposes:
        if not NAME.fullmatch(purpose):
            yield Problem(FRAMEWORK, "purposes", Flaw.BAD_NAME, {"value": purpose})
        if purpose not in document.openers:
            yield Problem(OPENERS, purpose, Flaw.MISSING_OPENER, {"purpose": purpose})
    for area in Area:
        if area in framework.areas:
            yield from _area(document, area)
        else:
            yield Problem(area_file(area), "", Flaw.MISSING_AREA, {"area": area.value})


def _area(document: Document, area: Area) -> Iterator[Problem]:
    framework = document.framework
    for stage in STAGES:
        where = f"{area.value}-{stage}"
        count = sum(m.area is area and m.stage == stage for m in framework.milestones.values())
        if count not in MILESTONES_A_STAGE:
            wanted = _wanted(count, MILESTONES_A_STAGE)
            yield Problem(area_file(area), where, Flaw.WRONG_COUNT, wanted)
        core = len(framework.core(area, stage))
        if core < CORE_A_STAGE:
            params = {"found": core, "least": CORE_A_STAGE}
            yield Problem(area_file(area), where, Flaw.TOO_FEW_CORE, params)


def _wanted(found: int, wanted: range) -> dict[str, object]:
    return {"found": found, "least": wanted[0], "most": wanted[-1]}


def _milestone(document: Document, m: Milestone) -> Iterator[Problem]:
    file = area_file(m.area)
    for flaw, params in (*_conditions(m), *_wording(m)):
        yield Problem(file, m.code, flaw, params)
    for purpose in sorted(m.purposes - document.framework.purposes.keys()):
        yield Problem(file, f"{m.code}.purposes", Flaw.UNKNOWN_VALUE, {"value": purpose})
    if m.sample_set is not None and m.sample_set not in document.sample_sets:
        yield Problem(file, f"{m.code}.sample_set", Flaw.UNKNOWN_VALUE, {"value": m.sample_set})


def _conditions(m: Milestone) -> Iterator[tuple[Flaw, dict[str, object]]]:
    for name, values in (("evidence", m.evidence), ("networks", m.networks)):
        if not values:
            yield Flaw.EMPTY_LIST, {"key": name}
    if Evidence.TOLD in m.evidence:
        yield Flaw.TOLD_IS_NOT_STRONG, {}
    if m.drill and Evidence.SEEN not in m.evidence:
        yield Flaw.DRILL_WITHOUT_SEEN, {}
    if m.refresh_days not in REFRESH_DAYS:
        yield Flaw.OUT_OF_RANGE, {"key": "refresh_days"} | _wanted(m.refresh_days, REFRESH_DAYS)
    if m.core and (missing := frozenset(NetworkKind) - m.networks):
        yield Flaw.CORE_NOT_EVERYWHERE, {"missing": " ".join(sorted(missing))}


def _wording(m: Milestone) -> Iterator[tuple[Flaw, dict[str, object]]]:
    for language in LANGUAGES:
        text, short = m.text.get(language, ""), m.short.get(language, "")
        if text and not BEGINNINGS[language].match(text):
            yield Flaw.WRONG_BEGINNING, {"language": language}
        if len(short) > SHORT_LETTERS:
            params = {"key": "short", "language": language}
            yield Flaw.TOO_LONG, params | {"found": len(short), "most": SHORT_LETTERS}
        if m.core and (named := NETWORK_NAMES.search(text)):
            yield Flaw.CORE_NAMES_A_NETWORK, {"language": language, "name": named[0]}


def _sample_set(document: Document, found: SampleSet) -> Iterator[Problem]:
    file = sample_file(found.milestone)
    milestone = document.framework.milestones.get(found.milestone)
    if milestone is None or milestone.sample_set != found.milestone:
        yield Problem(file, "milestone", Flaw.ORPHAN_SAMPLE_SET, {"value": found.milestone})
    yield from _lengths(file, found)
    codes = [choice.code for choice in found.choices]
    for code in repeated(codes):
        yield Problem(file, "choices", Flaw.DUPLICATE, {"value": code})
    for position, sample in enumerate(found.samples, start=1):
        if sample.answer not in codes:
            where = f"samples[{position}].answer"
            yield Problem(file, where, Flaw.UNKNOWN_VALUE, {"value": sample.answer})
    if not 1 <= found.needed <= len(found.samples):
        params = {"found": found.needed, "least": 1, "most": len(found.samples)}
        yield Problem(file, "needed", Flaw.NEEDED_OUT_OF_RANGE, params)
    if found.by_rules and not found.key_note:
        yield Problem(file, "key_note", Flaw.KEY_NOTE_MISSING)
    if found.rules is not None:
        yield from _company_rules(file, found.rules)


def _lengths(file: str, found: SampleSet) -> Iterator[Problem]:
    lists = [
        ("choices", found.choices, range(1, MOST_CHOICES + 1)),
        ("samples", found.samples, range(1, MOST_SAMPLES + 1)),
    ]
    for position, sample in enumerate(found.samples, start=1):
        lists.append((f"samples[{position}].material", sample.material, range(MOST_MATERIAL + 1)))
    for where, entries, wanted in lists:
        if len(entries) not in wanted:
            yield Problem(file, where, Flaw.WRONG_COUNT, _wanted(len(entries), wanted))


def _company_rules(file: str, rules: CompanyRules) -> Iterator[Problem]:
    """A company's words stand as it wrote them: no rule about their setting."""
    if not (rules.text or rules.address):
        yield Problem(file, "rules", Flaw.RULES_EMPTY)
    for key in ("title", "text", "address"):
        for language, words in _in_order(getattr(rules, key)):
            if not words.strip():
                yield Problem(file, f"rules.{key}.{language}", Flaw.EMPTY_TEXT)
            elif key == "address" and not ADDRESS.fullmatch(words):
                yield Problem(file, f"rules.{key}.{language}", Flaw.NOT_HTTPS)


def _opener(document: Document, opener: Opener) -> Iterator[Problem]:
    where = opener.purpose
    if opener.purpose not in document.framework.purposes:
        yield Problem(OPENERS, where, Flaw.UNKNOWN_VALUE, {"value": opener.purpose})
    if not opener.shows:
        yield Problem(OPENERS, where, Flaw.EMPTY_LIST, {"key": "shows"})
    for code in opener.shows:
        if code not in document.framework.milestones:
            yield Problem(OPENERS, f"{where}.shows", Flaw.UNKNOWN_VALUE, {"value": code})
    parts = (opener.question, opener.together, opener.first, opener.close)
    for language in LANGUAGES:
        words = sum(len(part.get(language, "").split()) for part in parts)
        if words > OPENER_WORDS:
            params = {"language": language, "found": words, "most": OPENER_WORDS}
            yield Problem(OPENERS, where, Flaw.TOO_LONG, params)


def _in_order(text: Text) -> Iterator[tuple[str, str]]:
    """What a text says in each language: typed and read from a file, the order may differ."""
    return ((language, text[language]) for language in LANGUAGES if language in text)


def _setting(document: Document) -> Iterator[Problem]:
    for file, where, text in texts_of(document):
        for language, words in _in_order(text):
            for flaw, params in flaws_in(words, language):
                yield Problem(file, f"{where}.{language}", flaw, params)
