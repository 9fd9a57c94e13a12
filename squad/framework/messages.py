"""The framework's codes as sentences, and the names that go with its shapes."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from squad.framework.actions import FrameworkProblem
from squad.framework.rules.model import Autonomy, Evidence, NetworkKind, Rung, Text
from squad.kernel.languages import written_in
from squad.kernel.typography import set_signs
from squad.web.languages import language

PROBLEMS: Mapping[str, LazyString] = {
    FrameworkProblem.CHANGED: _l(
        "Version %(version)s of the framework is stored already with other content. "
        "Programmes keep the version that they began with: "
        "give the changed framework a new version number."
    ),
    "framework_invalid": _l(
        "The framework has %(count)s problems and was not stored. Correct its files."
    ),
}

EVIDENCE: Mapping[str, LazyString] = {
    Evidence.MEASURED: lazy_pgettext("evidence", "measured"),
    Evidence.CHECKED: lazy_pgettext("evidence", "checked"),
    Evidence.SEEN: lazy_pgettext("evidence", "seen"),
    Evidence.TOLD: lazy_pgettext("evidence", "told"),
}

EVIDENCE_MEANINGS: Mapping[str, LazyString] = {
    Evidence.MEASURED: _l("in the mentee’s own data export"),
    Evidence.CHECKED: _l("something that the mentor opened"),
    Evidence.SEEN: _l("live, in a session"),
    Evidence.TOLD: _l("said, and not seen: it never counts by itself"),
}

AUTONOMY: Mapping[str, LazyString] = {
    Autonomy.TOGETHER: _l("Together"),
    Autonomy.ALONE: _l("Alone"),
    Autonomy.PASSES_ON: _l("Passes it on"),
}

NETWORKS: Mapping[str, LazyString] = {
    NetworkKind.PUBLIC: _l("Public networks"),
    NetworkKind.COMMUNITY: _l("Customer communities"),
    NetworkKind.INTERNAL: _l("Internal networks"),
}


RUNGS: Mapping[Rung, LazyString] = {
    Rung.START: lazy_pgettext("rung", "Start"),
    Rung.BROADCAST: _l("Broadcast"),
    Rung.CONVERSATION: _l("Conversation"),
    Rung.CARE: _l("Proactive care"),
}

# The one map of a milestone's states, by the name of the mark that goes with the word.
STATES: Mapping[str, LazyString] = {
    "held": lazy_pgettext("milestone", "held"),
    "start": lazy_pgettext("milestone", "held at the start"),
    "confirm": lazy_pgettext("milestone", "to confirm"),
    "next": lazy_pgettext("milestone", "next"),
    "refresh": lazy_pgettext("milestone", "to refresh"),
    "aside": lazy_pgettext("milestone", "set aside"),
    "out": lazy_pgettext("milestone", "outside of the target"),
}


def state_label(state: str) -> str:
    """The word that stands beside a milestone's mark."""
    return str(STATES[state])


def localized(text: Text) -> str:
    """A framework's text in the reader's language, its signs set as there."""
    return set_signs(as_written(text), language())


def as_written(text: Text) -> str:
    """A text in the reader's language, to the letter: a company's rules, an address."""
    return text.get(written_in(language())) or text.get("en", "")
