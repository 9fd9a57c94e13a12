"""What a framework document holds beside the framework: sample sets, openers, guides, drills."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from squad.framework.rules.document.drills.shapes import Drill
from squad.framework.rules.document.guides.shapes import Guide
from squad.framework.rules.model import Framework, Text

# No more than its form can show: what it does not show it would take out.
MOST_CHOICES = 12
MOST_SAMPLES = 30
MOST_MATERIAL = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a sample set offers."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Sample:
    """One thing to judge, its right answer and the reason for it."""

    text: Text
    answer: str
    reason: Text
    whom: Text = field(default_factory=dict)
    """Whom to ask, where asking is the answer."""
    material: tuple[Text, ...] = ()
    """Documents in which the answer can be checked."""


@dataclass(frozen=True, slots=True)
class CompanyRules:
    """What a company itself says of a question: a title with a text, an https address, or both."""

    title: Text
    text: Text = field(default_factory=dict)
    address: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleSet:
    """Samples with their key, which make a milestone the same for two strangers."""

    milestone: str
    title: Text
    instruction: Text
    choices: tuple[Choice, ...]
    samples: tuple[Sample, ...]
    needed: int
    """How many right answers the milestone asks for."""
    by_rules: bool = False
    """The company's own written rules go before this key; `key_note` says so."""
    key_note: Text = field(default_factory=dict)
    rules: CompanyRules | None = None
    """The company's own, shown beside the key."""


@dataclass(frozen=True, slots=True)
class Opener:
    """One page for the first coaching session of a kind of purpose."""

    purpose: str
    question: Text
    together: Text
    first: Text
    close: Text
    shows: tuple[str, ...]
    """Codes of milestones that this session can show."""


@dataclass(frozen=True, slots=True)
class Document:
    """One whole version: the framework, its sample sets by milestone, its openers by purpose.

    Its drills are by code, its guides by area and stage (`listening-2`); versions before
    2026.2 have none.
    """

    framework: Framework
    sample_sets: Mapping[str, SampleSet]
    openers: Mapping[str, Opener]
    guides: Mapping[str, Guide] = field(default_factory=dict)
    drills: Mapping[str, Drill] = field(default_factory=dict)
