"""A document as canonical JSON: the same content always gives the same bytes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from squad.framework.rules.document.building import (
    build_area,
    build_openers,
    build_purposes,
    build_sample_set,
)
from squad.framework.rules.document.drills.building import build_drill
from squad.framework.rules.document.drills.storage import stored_drills
from squad.framework.rules.document.guides.building import build_guides, in_order
from squad.framework.rules.document.guides.storage import stored_guides
from squad.framework.rules.document.problems import Flaw, FrameworkError, Problem
from squad.framework.rules.document.shapes import CompanyRules, Document, Opener, SampleSet
from squad.framework.rules.document.sources import assemble, with_drills
from squad.framework.rules.document.tables import Table, present
from squad.framework.rules.model import AreaText, Milestone

STORED = "stored"


def to_raw(document: Document) -> dict[str, Any]:
    """The parts of a document as JSON has them, by name; lists where order means something."""
    framework = document.framework
    raw: dict[str, Any] = {
        "version": framework.version,
        "purposes": [{"code": code, "name": name} for code, name in framework.purposes.items()],
        "areas": [_area(document, area) for area in framework.areas.values()],
        "sample_sets": [_sample_set(found) for found in document.sample_sets.values()],
        "openers": [_opener(opener) for opener in document.openers.values()],
    }
    return raw | present(
        guides=stored_guides(document.guides), drills=stored_drills(document.drills)
    )


def to_json(document: Document) -> str:
    """Canonical JSON: sorted keys, no spaces."""
    raw = to_raw(document)
    return json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(document: Document) -> str:
    """SHA-256 of the canonical form, hexadecimal."""
    return hashlib.sha256(to_json(document).encode()).hexdigest()


def from_json(text: str) -> Document:
    """The document that `to_json` wrote, identical; its rules are not checked again.

    A programme keeps its version: what passed the checks of its day stays readable. Raises
    FrameworkError where the shape itself is not a document's.
    """
    problems: list[Problem] = []
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise FrameworkError([Problem(STORED, "", Flaw.NOT_JSON, {"at": error.pos})]) from error
    table = Table(raw, file=STORED, where="", problems=problems)
    areas: list[AreaText] = []
    milestones: list[Milestone] = []
    for entry in table.tables("areas", "area"):
        area, found = build_area(entry)
        milestones += found
        areas += [area] if area is not None else []
    document = assemble(
        table.string("version"),
        build_purposes(table),
        areas,
        milestones,
        [build_sample_set(entry) for entry in table.tables("sample_sets", "milestone")],
        build_openers(table),
        problems,
    )
    entries = table.tables("guides", "area", default=[])
    guides = [guide for entry in entries for guide in build_guides(entry)]
    # A version stored before there were drills has none.
    drills = [build_drill(entry) for entry in table.tables("drills", "code", default=[])]
    document = with_drills(document, drills, problems)
    table.finish()
    document = replace(document, guides=in_order(guides, problems))
    if problems:
        raise FrameworkError(problems)
    return document


def _area(document: Document, area: AreaText) -> Mapping[str, Any]:
    milestones = document.framework.milestones.values()
    return {
        "area": area.area.value,
        "name": area.name,
        "about": area.about,
        "stages": {str(stage): text for stage, text in area.stages.items()},
        "milestones": [_milestone(m) for m in milestones if m.area is area.area],
    }


def _milestone(milestone: Milestone) -> Mapping[str, Any]:
    raw: dict[str, Any] = {
        "code": milestone.code,
        "core": milestone.core,
        "drill": milestone.drill,
        "evidence": sorted(milestone.evidence),
        "networks": sorted(milestone.networks),
        "purposes": sorted(milestone.purposes),
        "refresh_days": milestone.refresh_days,
        "short": milestone.short,
        "text": milestone.text,
    }
    return raw | present(sample_set=milestone.sample_set, detail=milestone.detail)


def _sample_set(found: SampleSet) -> Mapping[str, Any]:
    raw: dict[str, Any] = {
        "milestone": found.milestone,
        "title": found.title,
        "instruction": found.instruction,
        "choices": [{"code": choice.code, "label": choice.label} for choice in found.choices],
        "samples": [
            {"text": sample.text, "answer": sample.answer, "reason": sample.reason}
            | present(whom=sample.whom, material=list(sample.material))
            for sample in found.samples
        ],
        "needed": found.needed,
        "by_rules": found.by_rules,
    }
    return raw | present(key_note=found.key_note, rules=_company_rules(found.rules))


def _company_rules(rules: CompanyRules | None) -> Mapping[str, Any]:
    if rules is None:
        return {}
    return {"title": rules.title} | present(text=rules.text, address=rules.address)


def _opener(opener: Opener) -> Mapping[str, Any]:
    return {
        "purpose": opener.purpose,
        "question": opener.question,
        "together": opener.together,
        "first": opener.first,
        "close": opener.close,
        "shows": list(opener.shows),
    }
