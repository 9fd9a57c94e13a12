"""What the checker says, and the names of what is edited, in words."""

import re
from collections.abc import Mapping

from flask_babel import LazyString, lazy_pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.framework.drafts.actions import DraftProblem
from squad.framework.messages import EVIDENCE, NETWORKS, localized
from squad.framework.rules.document import Document, Flaw, Problem
from squad.framework.rules.document.diffing import Kind
from squad.framework.rules.document.entries import Part, Place
from squad.framework.rules.model import Area
from squad.web.sentences import filled

PROBLEMS: Mapping[str, LazyString] = {
    DraftProblem.GONE: _l("This draft is no longer there: it was published or discarded."),
    DraftProblem.LETTERS_OUT: _l(
        "This stage has used all its letters. Change a milestone instead."
    ),
    DraftProblem.NOTHING_CHANGED: _l(
        "Nothing differs from the version that this draft came from. Change something first."
    ),
    DraftProblem.NOTHING_STORED: _l(
        "No version of the framework is stored yet. Whoever runs the server loads it first."
    ),
}

FLAWS: Mapping[Flaw, LazyString] = {
    Flaw.BAD_CODE: _l("“%(value)s” is no code: write the area, the stage and a letter."),
    Flaw.BAD_NAME: _l(
        "“%(value)s” is no code: write up to 40 letters from a to z, with hyphens between words."
    ),
    Flaw.BAD_VERSION: _l("“%(value)s” is no version: write it as in 2026.1 or 2026.1.1."),
    Flaw.BROKEN_ARCHIVE: _l("This file cannot be read as a framework."),
    Flaw.CONTROL_CHARACTER: _l("An invisible character (%(character)s) stands here. Delete it."),
    Flaw.CORE_NAMES_A_NETWORK: _l(
        "A core milestone names no network. Say it without %(name)s, or make it an extra."
    ),
    Flaw.CORE_NOT_EVERYWHERE: _l(
        "A core milestone can be shown on all three kinds of network. "
        "Tick the missing ones, or make it an extra."
    ),
    Flaw.DRILL_WITHOUT_SEEN: _l("A drill is seen. Tick “seen” as well, or allow no drill."),
    Flaw.DUPLICATE: _l("“%(value)s” stands here twice. Keep one."),
    Flaw.EMPTY_LIST: _l("Choose at least one."),
    Flaw.EMPTY_TEXT: _l("Write this text."),
    Flaw.FORBIDDEN_WORD: _l("The product does not use the word “%(word)s”. Say it otherwise."),
    Flaw.FRENCH_SPACING: _l(
        "French puts a space that does not break beside %(sign)s. Look near “%(near)s”."
    ),
    Flaw.KEY_NOTE_MISSING: _l("Say under the key that the company’s own rules go before it."),
    Flaw.MIDDLE_DOT: _l("Write without middle dots, which screen readers spell. See “%(near)s”."),
    Flaw.MISSING_AREA: _l("The area %(area)s is missing. Put its file back."),
    Flaw.MISSING_FILE: _l("This file is missing. Put it back."),
    Flaw.MISSING_KEY: _l("This is missing. Add it."),
    Flaw.MISSING_LANGUAGE: _l("The text in this language is missing. Add it."),
    Flaw.MISSING_OPENER: _l("The purpose %(purpose)s has no first-session page. Add one."),
    Flaw.NEEDED_OUT_OF_RANGE: _l("Ask for %(least)s to %(most)s right answers, not %(found)s."),
    Flaw.NOT_HTTPS: _l("Write an address that begins with https://, without spaces."),
    Flaw.NOT_JSON: _l("This is not readable. Import the files again."),
    Flaw.NOT_TOML: _l("This is not readable as TOML: %(detail)s."),
    Flaw.NOT_UTF8: _l("Save this file in the encoding UTF-8."),
    Flaw.ORPHAN_SAMPLE_SET: _l(
        "No milestone refers to this sample set. Let %(value)s refer to it, or take it out."
    ),
    Flaw.OTHER_AREA: _l("The code %(value)s belongs to another area. Move it to its file."),
    Flaw.OUT_OF_RANGE: _l("Enter a number from %(least)s to %(most)s, not %(found)s."),
    Flaw.RULES_EMPTY: _l("Give the company’s rules a text, an address, or both."),
    Flaw.STRAIGHT_QUOTE: _l("Use curly quotation marks and apostrophes. Look near “%(near)s”."),
    Flaw.TOLD_IS_NOT_STRONG: _l("What is only told never counts by itself. Take “told” out."),
    Flaw.TOO_FEW_CORE: _l(
        "Each stage has at least %(least)s core milestones; here are %(found)s. Add some."
    ),
    Flaw.TOO_LONG: _l("Shorten this: it may have %(most)s, and has %(found)s."),
    Flaw.BACKS_NO_DRILL: _l(
        "%(value)s cannot be shown in a drill. Take it out, or mark it “drill”."
    ),
    Flaw.CORE_NOT_SHOWN: _l("This guide leaves out the core milestone %(missing)s. Add it."),
    Flaw.MISSING_GUIDE: _l("The guide %(guide)s is missing. Add it to its area’s file."),
    Flaw.NAMES_A_NETWORK: _l("Name no network here (%(name)s). Its notes on networks may."),
    Flaw.NO_DRILL_BACKS: _l(
        "%(value)s can be shown in a drill, and no drill backs it. Let one back it, or take the "
        "mark “drill” off."
    ),
    Flaw.OTHER_STAGE: _l("The code %(value)s belongs to another area or stage. Move it there."),
    Flaw.WRONG_MINUTES: _l(
        "What is tried together takes %(wanted)s minutes in all, not %(found)s. Change the minutes."
    ),
    Flaw.UNKNOWN_FILE: _l("Nothing reads a file of this name. Rename it or take it out."),
    Flaw.UNKNOWN_KEY: _l("Nothing reads this. Check its spelling, or take it out."),
    Flaw.UNKNOWN_VALUE: _l("“%(value)s” is not known here. Choose another one, or take it out."),
    Flaw.UNTIDY_SPACE: _l("Take out the space that is too much near “%(near)s”."),
    Flaw.WRONG_BEGINNING: _l("Begin with “Has” in English, with « A » in French."),
    Flaw.WRONG_COUNT: _l(
        "There should be %(least)s to %(most)s of these; here are %(found)s. "
        "Add some or take some out."
    ),
    Flaw.WRONG_TYPE: _l("This is of another kind than expected: %(expected)s."),
}

ARCHIVES: Mapping[str, LazyString] = {
    "too_big": _l("This file holds far more than a framework. Choose a .zip exported here."),
    "unreadable": _l("This is no .zip file, it is damaged, or it asks for a password."),
    "empty": _l("There is nothing in this .zip file. Put framework.toml and the rest into it."),
    "names": _l("The name “%(name)s” leads out of the .zip file. Pack the folder again."),
}

KINDS: Mapping[Kind, LazyString] = {
    Kind.ADDED: lazy_pgettext("framework entry", "added"),
    Kind.REMOVED: lazy_pgettext("framework entry", "taken out"),
    Kind.CHANGED: lazy_pgettext("framework entry", "changed"),
}

PARTS: Mapping[str, LazyString] = {
    Part.AREAS: _l("Areas"),
    Part.MILESTONES: _l("Milestones"),
    Part.SAMPLE_SETS: _l("Sample sets"),
    "openers": _l("First-session pages"),
    "purposes": _l("Kinds of purpose"),
    "guides": _l("Guides"),
    "drills": _l("Drills"),
}

LANGUAGE_NAMES: Mapping[str, LazyString] = {"en": _l("English"), "fr": _l("French")}

INLINE: Mapping[str, LazyString] = {
    "en": lazy_pgettext("after a comma", "English"),
    "fr": lazy_pgettext("after a comma", "French"),
}

LABELS: Mapping[str, LazyString] = {
    "name": _l("Name"),
    "about": _l("What it is about"),
    "stages": _l("What a stage means"),
    "text": lazy_pgettext("framework", "Text"),
    "short": _l("Short form"),
    "detail": _l("What settles a doubtful case"),
    "core": lazy_pgettext("milestone", "Core"),
    "evidence": _l("Counts when"),
    "networks": _l("Kinds of network"),
    "purposes": _l("Suggested for"),
    "drill": _l("A drill will do"),
    "refresh_days": _l("Days until it is to refresh"),
    "sample_set": _l("Sample set"),
    "title": lazy_pgettext("framework", "Title"),
    "instruction": _l("Instruction"),
    "choices": lazy_pgettext("sample set", "Answer to choose from"),
    "label": lazy_pgettext("sample set", "Wording"),
    "samples": lazy_pgettext("sample set", "Sample"),
    "answer": _l("Right answer"),
    "reason": _l("Reason"),
    "whom": _l("Whom to ask"),
    "material": _l("Document"),
    "needed": _l("Right answers asked for"),
    "by_rules": _l("The company’s own rules go before the key"),
    "key_note": _l("Note under the key"),
    "rules": _l("Your company’s rules"),
    "address": _l("Address"),
    "question": _l("To begin, a question"),
    "together": _l("Look together"),
    "first": _l("Do it for real"),
    "close": _l("Before you part"),
    "shows": _l("What this can show"),
    "guides": lazy_pgettext("framework entry", "Guide of stage"),
    "aim": lazy_pgettext("framework entry", "Aim"),
    "alone": lazy_pgettext("framework entry", "Alone, before the next time"),
    "careful": lazy_pgettext("framework entry", "Careful"),
    "minutes": lazy_pgettext("framework entry", "Minutes"),
    "situation": lazy_pgettext("framework entry", "Situation"),
    "materials": lazy_pgettext("framework entry", "Message"),
    "tasks": lazy_pgettext("framework entry", "Task"),
    "rubric": lazy_pgettext("framework entry", "Criterion"),
    "backs": lazy_pgettext("framework entry", "Backs"),
    "practises": lazy_pgettext("framework entry", "Practises"),
    "debrief": lazy_pgettext("framework entry", "Debrief"),
    "happened": lazy_pgettext("framework entry", "It happened"),
    "who": lazy_pgettext("framework entry", "Who writes"),
    "at": lazy_pgettext("framework entry", "Arrives at minute"),
    "place": lazy_pgettext("framework entry", "Where one reads it"),
    "hint": lazy_pgettext("framework entry", "Hint"),
    "sorts": lazy_pgettext("framework entry", "Sorts the messages"),
    "other_language": lazy_pgettext("framework entry", "In the other language"),
    "optional": lazy_pgettext("framework entry", "Optional"),
    "internal": lazy_pgettext("framework entry", "Internal network"),
    "public": lazy_pgettext("framework entry", "Public network"),
    "community": lazy_pgettext("framework entry", "Customer community"),
    "stage": lazy_pgettext("framework entry", "Stage"),
}
STAGE = re.compile(r"[a-z]+-([1-3])")
STEP = re.compile(r"(?P<name>\w+)(\[(?P<number>\d+)\])?")


def flaw_sentence(problem: Problem) -> str:
    """What is wrong and what to do."""
    if problem.flaw is Flaw.BROKEN_ARCHIVE:
        return filled(ARCHIVES[str(problem.params["why"])], problem.params)
    return filled(FLAWS[problem.flaw], problem.params)


def path_label(path: str) -> str:
    """`samples[2].reason.fr` in words: “Sample 2, reason, French”."""
    first, *others = [step for step in path.split(".") if step] or [""]
    inline = (str(INLINE[step]) if step in INLINE else _step(step).lower() for step in others)
    return ", ".join([_step(first), *inline])


def _step(step: str) -> str:
    if stage := STAGE.fullmatch(step):
        return str(_("Stage %(stage)s", stage=stage[1]))
    match = STEP.fullmatch(step)
    if match is None:
        return step
    name, number = match["name"], match["number"]
    words = str(LABELS.get(name) or LANGUAGE_NAMES.get(name) or name)
    return f"{words} {number}" if number else words


def value_label(path: str, value: object, document: Document) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list):
        return ", ".join(_code_label(path, str(code), document) for code in value)
    return "" if value is None else str(value)


def _code_label(path: str, code: str, document: Document) -> str:
    if path == "evidence":
        return str(EVIDENCE.get(code, code))
    if path == "networks":
        return str(NETWORKS.get(code, code))
    if path == "purposes" and code in document.framework.purposes:
        return localized(document.framework.purposes[code])
    return code


def entry_label(place: Place, *documents: Document) -> str:
    """What an entry is called, in the first document that has it."""
    found = (_name_in(document, place) for document in documents)
    return next((name for name in found if name), place.code)


def _name_in(document: Document, place: Place) -> str:
    framework, code = document.framework, place.code
    names = {
        Part.AREAS: lambda: framework.areas[Area(code)].name,
        Part.MILESTONES: lambda: framework.milestones[code].short,
        Part.SAMPLE_SETS: lambda: document.sample_sets[code].title,
        "openers": lambda: framework.purposes[code],
        "purposes": lambda: framework.purposes[code],
    }
    try:
        return localized(names[place.part]())
    except (KeyError, ValueError):
        return ""
