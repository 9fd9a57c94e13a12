"""The framework as a document: read from TOML, checked whole, stored as canonical JSON.

`parse(read_folder(path))` gives a `Document` or raises a `FrameworkError` that lists every
problem found; `to_json`, `from_json` and `digest` keep a version in a database row.
"""

from squad.framework.rules.document.drills.shapes import (
    Drill,
    DrillPlace,
    DrillTask,
    Material,
    with_cases,
)
from squad.framework.rules.document.problems import Flaw, FrameworkError, Problem
from squad.framework.rules.document.shapes import (
    Choice,
    CompanyRules,
    Document,
    Opener,
    Sample,
    SampleSet,
)
from squad.framework.rules.document.sources import parse, read_folder
from squad.framework.rules.document.storage import digest, from_json, to_json, to_raw

__all__ = [
    "Choice",
    "CompanyRules",
    "Document",
    "Drill",
    "DrillPlace",
    "DrillTask",
    "Flaw",
    "FrameworkError",
    "Material",
    "Opener",
    "Problem",
    "Sample",
    "SampleSet",
    "digest",
    "from_json",
    "parse",
    "read_folder",
    "to_json",
    "to_raw",
    "with_cases",
]
