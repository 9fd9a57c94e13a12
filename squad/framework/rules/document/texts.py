"""Every text of a document with the place where it stands."""

from collections.abc import Iterator

from squad.framework.rules.document.drills.texts import texts_of_drill
from squad.framework.rules.document.guides.texts import texts_of_guide
from squad.framework.rules.document.places import (
    FRAMEWORK,
    OPENERS,
    area_file,
    drill_file,
    guide_file,
    sample_file,
)
from squad.framework.rules.document.shapes import Document, SampleSet
from squad.framework.rules.model import Framework, Text

Placed = tuple[str, str, Text]


def texts_of(document: Document) -> Iterator[Placed]:
    """File, place in it, text: for every text, empty optional ones left out."""
    for file, where, text in _all(document):
        if text:
            yield file, where, text


def _all(document: Document) -> Iterator[Placed]:
    for code, name in document.framework.purposes.items():
        yield FRAMEWORK, f"{code}.name", name
    yield from _of_areas(document.framework)
    for found in document.sample_sets.values():
        yield from _of_set(found)
    for opener in document.openers.values():
        for key in ("question", "together", "first", "close"):
            yield OPENERS, f"{opener.purpose}.{key}", getattr(opener, key)
    yield from _of_parts(document)


def _of_parts(document: Document) -> Iterator[Placed]:
    for guide in document.guides.values():
        for where, text in texts_of_guide(guide):
            yield guide_file(guide.area), f"{guide.place}.{where}", text
    for drill in document.drills.values():
        for where, text in texts_of_drill(drill):
            yield drill_file(drill.code), where, text


def _of_areas(framework: Framework) -> Iterator[Placed]:
    for area in framework.areas.values():
        file = area_file(area.area)
        yield file, "name", area.name
        yield file, "about", area.about
        for stage, text in area.stages.items():
            yield file, f"stages.{stage}", text
    for m in framework.milestones.values():
        for key, text in (("text", m.text), ("short", m.short), ("detail", m.detail)):
            yield area_file(m.area), f"{m.code}.{key}", text


def _of_set(found: SampleSet) -> Iterator[Placed]:
    file = sample_file(found.milestone)
    for key in ("title", "instruction", "key_note"):
        yield file, key, getattr(found, key)
    for choice in found.choices:
        yield file, f"{choice.code}.label", choice.label
    for position, sample in enumerate(found.samples, start=1):
        where = f"samples[{position}]"
        for key in ("text", "reason", "whom"):
            yield file, f"{where}.{key}", getattr(sample, key)
        for number, piece in enumerate(sample.material, start=1):
            yield file, f"{where}.material[{number}]", piece
