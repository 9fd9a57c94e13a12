"""Between a draft's entries and their forms: what a form shows, and what was typed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms.fields import SelectChoice

from squad.framework.drafts.forms import (
    AreaForm,
    MilestoneForm,
    SampleSetForm,
    typed_text,
)
from squad.framework.messages import localized
from squad.framework.rules.document import Choice, CompanyRules, Sample, SampleSet
from squad.framework.rules.document.shapes import MOST_CHOICES, MOST_SAMPLES
from squad.framework.rules.model import (
    REFRESH_DAYS,
    STAGES,
    AreaText,
    Evidence,
    Milestone,
    NetworkKind,
)
from squad.kernel.text import fold

NOTHING: Mapping[str, str] = {"en": "", "fr": ""}
LONGEST_CODE = 30
_WORDS = re.compile(r"[a-z0-9]+")


def area_data(area: AreaText) -> dict[str, Any]:
    """An area as its form shows it."""
    stages = {f"stages-{stage}": text for stage, text in area.stages.items()}
    return {"name": area.name, "about": area.about, **stages}


def typed_area(form: AreaForm, area: AreaText) -> AreaText:
    """An area as somebody wants it to be."""
    return AreaText(
        area=area.area,
        name=typed_text(form.name),
        about=typed_text(form.about),
        stages={stage: typed_text(form[f"stages-{stage}"]) for stage in STAGES},
    )


def milestone_data(milestone: Milestone | None) -> dict[str, Any]:
    """A milestone as its form shows it; for a new one, what most have."""
    if milestone is None:
        return {
            "evidence": [Evidence.SEEN.value],
            "networks": [kind.value for kind in NetworkKind],
            "refresh_days": REFRESH_DAYS,
        }
    return {
        "text": milestone.text,
        "short": milestone.short,
        "detail": milestone.detail,
        "core": "core" if milestone.core else "extra",
        "evidence": sorted(milestone.evidence),
        "drill": milestone.drill,
        "networks": sorted(milestone.networks),
        "purposes": sorted(milestone.purposes),
        "refresh_days": milestone.refresh_days,
    }


def typed_milestone(form: MilestoneForm, like: Milestone) -> Milestone:
    """A milestone as somebody wants it to be; code, area and stage are those of `like`."""
    return Milestone(
        code=like.code,
        area=like.area,
        stage=like.stage,
        sample_set=like.sample_set,
        core=form.core.data == "core",
        text=typed_text(form.text),
        short=typed_text(form.short),
        detail=typed_text(form.detail, optional=True),
        evidence=frozenset(Evidence(code) for code in form.evidence.data or ()),
        networks=frozenset(NetworkKind(code) for code in form.networks.data or ()),
        purposes=frozenset(form.purposes.data or ()),
        drill=bool(form.drill.data),
        refresh_days=form.refresh_days.data,
    )


def sample_set_data(found: SampleSet | None) -> dict[str, Any]:
    """A sample set as its form shows it, with an empty answer and an empty sample to fill in."""
    if found is None:
        return {"needed": 1, "choices": [{}, {}], "samples": [{}]}
    rules = found.rules
    return {
        "title": found.title,
        "instruction": found.instruction,
        "needed": found.needed,
        "choices": [*map(_choice_data, found.choices), {}][:MOST_CHOICES],
        "samples": [*map(_sample_data, found.samples), {"material": [{}]}][:MOST_SAMPLES],
        "by_rules": found.by_rules,
        "key_note": found.key_note,
        "rules": {"title": rules.title, "text": rules.text, "address": rules.address}
        if rules
        else {},
    }


def offer_answers(form: SampleSetForm) -> None:
    """Give each sample the answers that the form holds."""
    typed = [(entry.form.code.data, entry.form.label.data) for entry in form.choices]
    offered = [
        SelectChoice(code, localized(label) or label.get("fr") or code)
        for code, label in typed
        if code and any(label.values())
    ]
    for entry in form.samples:
        entry.form.answer.choices = [SelectChoice("", "–"), *offered]


def typed_sample_set(form: SampleSetForm, code: str) -> SampleSet:
    """A sample set as somebody wants it to be; what is left empty in it goes."""
    return SampleSet(
        milestone=code,
        title=typed_text(form.title),
        instruction=typed_text(form.instruction),
        choices=_typed_choices([entry.form for entry in form.choices]),
        samples=tuple(_typed_sample(entry.form) for entry in form.samples if _filled(entry.form)),
        needed=form.needed.data,
        by_rules=bool(form.by_rules.data),
        key_note=typed_text(form.key_note, optional=True),
        rules=_typed_rules(form.rules.form),
    )


def _choice_data(choice: Choice) -> dict[str, Any]:
    return {"code": choice.code, "label": choice.label}


def _sample_data(sample: Sample) -> dict[str, Any]:
    return {
        "text": sample.text,
        "answer": sample.answer,
        "reason": sample.reason,
        "whom": sample.whom,
        "material": [*sample.material, {}] if sample.material else [],
    }


def _typed_choices(forms: Sequence[Any]) -> tuple[Choice, ...]:
    kept = [form for form in forms if typed_text(form.label, optional=True)]
    taken = {form.code.data for form in kept}
    choices: list[Choice] = []
    for form in kept:
        label = typed_text(form.label)
        code = (form.code.data or "")[:LONGEST_CODE] or _new_code(label, taken)
        taken.add(code)
        choices.append(Choice(code, label))
    return tuple(choices)


def _new_code(label: Mapping[str, str], taken: set[str]) -> str:
    words = "-".join(_WORDS.findall(fold(label["en"] or label["fr"])))[:LONGEST_CODE] or "answer"
    numbered = (words if n == 1 else f"{words}-{n}" for n in range(1, len(taken) + 2))
    return next(code for code in numbered if code not in taken)


def _typed_sample(form: Any) -> Sample:
    return Sample(
        text=typed_text(form.text),
        answer=form.answer.data or "",
        reason=typed_text(form.reason),
        whom=typed_text(form.whom, optional=True),
        material=tuple(t for e in form.material if (t := typed_text(e, optional=True))),
    )


def _filled(form: Any) -> bool:
    texts = (form.text, form.reason, form.whom)
    return any(typed_text(text, optional=True) for text in texts)


def _typed_rules(form: Any) -> CompanyRules | None:
    title, text, address = (
        typed_text(field, optional=True) for field in (form.title, form.text, form.address)
    )
    if not (title or text or address):
        return None
    return CompanyRules(title=title or NOTHING, text=text, address=address)
