"""What can be wrong with a framework document, as codes with their place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from squad.kernel.errors import DomainError


class Flaw(StrEnum):
    """Kinds of problem."""

    BACKS_NO_DRILL = "backs_no_drill"
    BAD_CODE = "bad_code"
    BAD_NAME = "bad_name"
    BAD_VERSION = "bad_version"
    BROKEN_ARCHIVE = "broken_archive"
    CONTROL_CHARACTER = "control_character"
    CORE_NAMES_A_NETWORK = "core_names_a_network"
    CORE_NOT_EVERYWHERE = "core_not_everywhere"
    CORE_NOT_SHOWN = "core_not_shown"
    DRILL_WITHOUT_SEEN = "drill_without_seen"
    DUPLICATE = "duplicate"
    EMPTY_LIST = "empty_list"
    EMPTY_TEXT = "empty_text"
    FORBIDDEN_WORD = "forbidden_word"
    FRENCH_SPACING = "french_spacing"
    KEY_NOTE_MISSING = "key_note_missing"
    MIDDLE_DOT = "middle_dot"
    MISSING_AREA = "missing_area"
    MISSING_FILE = "missing_file"
    MISSING_GUIDE = "missing_guide"
    MISSING_KEY = "missing_key"
    MISSING_LANGUAGE = "missing_language"
    MISSING_OPENER = "missing_opener"
    NAMES_A_NETWORK = "names_a_network"
    NEEDED_OUT_OF_RANGE = "needed_out_of_range"
    NO_DRILL_BACKS = "no_drill_backs"
    NOT_HTTPS = "not_https"
    NOT_JSON = "not_json"
    NOT_TOML = "not_toml"
    NOT_UTF8 = "not_utf8"
    ORPHAN_SAMPLE_SET = "orphan_sample_set"
    OTHER_AREA = "other_area"
    OTHER_STAGE = "other_stage"
    OUT_OF_RANGE = "out_of_range"
    RULES_EMPTY = "rules_empty"
    STRAIGHT_QUOTE = "straight_quote"
    TOLD_IS_NOT_STRONG = "told_is_not_strong"
    TOO_FEW_CORE = "too_few_core"
    TOO_LONG = "too_long"
    UNKNOWN_FILE = "unknown_file"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_VALUE = "unknown_value"
    UNTIDY_SPACE = "untidy_space"
    WRONG_BEGINNING = "wrong_beginning"
    WRONG_COUNT = "wrong_count"
    WRONG_MINUTES = "wrong_minutes"
    WRONG_TYPE = "wrong_type"


@dataclass(frozen=True, slots=True)
class Problem:
    """One flaw, the file and the place in it where it stands, and what fills its sentence."""

    file: str
    where: str
    flaw: Flaw
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        place = f"{self.file}: {self.where}: " if self.where else f"{self.file}: "
        return f"{place}{self.flaw.value}" + (f" ({details})" if details else "")


class FrameworkError(DomainError):
    """The document cannot be used; `problems` says all that was found, in the order of files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("framework_invalid", count=len(self.problems))

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
