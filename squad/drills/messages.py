"""The codes of drills as labels and sentences."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from flask_babel.speaklater import LazyString

from squad.drills.rules import DrillProblem, Sight
from squad.framework.rules.document import DrillPlace

PLACES: Mapping[DrillPlace, LazyString] = {
    DrillPlace.PUBLIC: _l("Public network"),
    DrillPlace.COMMUNITY: _l("Community"),
    DrillPlace.INTERNAL: _l("Internal network"),
    DrillPlace.PRIVATE: _l("Private message"),
    DrillPlace.PHONE: _l("Telephone"),
    DrillPlace.MAIL: _l("E-mail"),
}

SIGHTS: Mapping[Sight, LazyString] = {
    Sight.SEEN: lazy_pgettext("criterion", "Seen"),
    Sight.UNSEEN: lazy_pgettext("criterion", "Not seen"),
}

SENTENCES: Mapping[str, LazyString] = {
    DrillProblem.NOT_LIVE: _l(
        "This pairing is not under way, so no drill can be begun or kept in it."
    ),
    DrillProblem.WORDS_TOO_LONG: _l("Keep it within %(most)s characters (%(over)s too many)."),
    DrillProblem.KEPT_ALREADY: _l("You kept this one already. You can take it back below."),
    DrillProblem.STILL_OPEN: _l("Finish the drill first, then choose what becomes of it."),
    DrillProblem.TAKEN_BACK: _l("This was taken back meanwhile. Nothing was saved."),
    DrillProblem.SAY_FIRST: _l("Say first which of the four you saw."),
    DrillProblem.BACKS_NOTHING: _l(
        "This milestone cannot be shown in this drill. State it when it happens."
    ),
    DrillProblem.STATED_ALREADY: _l("You stated this from here already. Nothing more to do."),
}
