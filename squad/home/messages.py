"""Home's sentences: the true one on top, and what waits."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import LazyString, ngettext, pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from squad.access.viewer import Viewer
from squad.coaching.queries.steps import OpenStep
from squad.framework.rules.fluency import Side
from squad.home.queries.own import OwnRow
from squad.home.queries.pages import Home
from squad.home.queries.staff import Administered, Staffed
from squad.home.rules import Due
from squad.kernel.clock import clock
from squad.kernel.text import capital, elides
from squad.kernel.typography import NO_BREAK
from squad.pairings.rules.states import PairingState
from squad.reports.cohort_page import facts
from squad.reports.cohort_shapes import Cohort
from squad.reports.cohort_wording import cohort_opening
from squad.reports.queries.needs import Coordinated, Need, Why
from squad.web.formats import format_count, format_day, format_time
from squad.web.numbers import in_words

ONE_DAY = timedelta(days=1)

NTH_SESSION: tuple[LazyString, ...] = (
    _l("your first session"),
    _l("your second session"),
    _l("your third session"),
    _l("your fourth session"),
    _l("your fifth session"),
    _l("your sixth session"),
    _l("your seventh session"),
    _l("your eighth session"),
    _l("your ninth session"),
    _l("your tenth session"),
)


CALLED: Mapping[Why, LazyString] = {
    Why.CONCERN: _l("Something is not right."),
    Why.STOP: _l("One of the two would rather stop."),
    Why.TALK: _l("One of the two asks for a word."),
}


def eyebrow(home: Home, viewer: Viewer) -> str:
    """« Lundi 23 novembre »: the programme's day for a pair, else the viewer's own.

    And of which programme the sentence below speaks, for who looks after several.
    """
    row = home.mentee_next or home.mentor_next
    day = row.today if row else clock.today(viewer.time_zone)
    said = capital(format_day(day, year=False, weekday=True))
    name = "" if row else leading_name(home.staffed)
    return f"{said}, {name}" if name else said


def leading_name(staffed: Staffed) -> str:
    """The programme that leads, where there are several."""
    first = staffed.coordinated or staffed.read
    several = staffed.others or (staffed.coordinated and staffed.read)
    return first.programme.name if first and several else ""


def opening(row: OwnRow) -> str:
    """Whom one sees next, and when: « Claire, aujourd’hui à 8 h 30. »."""
    if row.planned is None and row.pairing.state is PairingState.PAUSED:
        return str(_("%(name)s, paused for now.", name=row.name))
    if row.planned is None:
        return str(_("%(name)s, no date yet.", name=row.name))
    day, time = row.planned.date(), format_time(row.planned)
    if row.due is Due.TODAY:
        return str(_("%(name)s, today at %(time)s.", name=row.name, time=time))
    if day == row.today + ONE_DAY:
        return str(_("%(name)s, tomorrow at %(time)s.", name=row.name, time=time))
    if day == row.today - ONE_DAY:
        return str(_("%(name)s, yesterday at %(time)s.", name=row.name, time=time))
    weekday = format_day(day, year=False, weekday=True)
    return str(_("%(name)s, %(day)s at %(time)s.", name=row.name, day=weekday, time=time))


def details(row: OwnRow, place: str) -> str:
    """Where, how long, and which session it is: « Bureau 4.12, 45 minutes, … »."""
    nth = row.pairing.summary.held_sessions
    which = NTH_SESSION[nth] if nth < len(NTH_SESSION) else _("your session %(n)s", n=nth + 1)
    minutes = _("%(minutes)s minutes", minutes=row.pairing.programme.minutes)
    minutes = str(minutes).replace(" ", NO_BREAK)
    return ", ".join(str(part) for part in (place, minutes, which) if part)


def moment(row: OwnRow) -> str:
    """When the next session is, in a list: « jeudi 3 décembre, 12 h 15 »."""
    if row.pairing.state is PairingState.PROPOSED:
        return str(_("proposed"))
    if row.planned is None:
        paused = row.pairing.state is PairingState.PAUSED
        return str(_("paused") if paused else _("no date yet"))
    day = format_day(row.planned.date(), year=False, weekday=True)
    return str(_("%(day)s, %(time)s", day=day, time=format_time(row.planned)))


def step_origin(step: OpenStep, row: OwnRow) -> str:
    """Who said so, and when."""
    day = format_day(step.said_on, year=False)
    if step.owner is row.side:
        return str(_("You said so on %(day)s", day=day))
    given = {"name": row.name, "day": day}
    if elides(row.name):
        return str(pgettext("before a vowel", "%(name)s’s next step, of %(day)s", **given))
    return str(_("%(name)s’s next step, of %(day)s", **given))


def to_answer(row: OwnRow) -> str:
    """Who states milestones and asks for a yes."""
    number = row.to_answer
    sentence = ngettext(
        "%(name)s states %(word)s milestone. You say whether it is right.",
        "%(name)s states %(word)s milestones. You say whether it is right.",
        number,
        name=row.name,
        word=in_words(number),
    )
    return str(sentence)


def kept_drills(row: OwnRow) -> str:
    """What the mentee kept for the mentor to look at."""
    sentence = ngettext(
        "%(name)s has kept %(word)s drill for you to look at.",
        "%(name)s has kept %(word)s drills for you to look at.",
        row.kept_drills,
        name=row.name,
        word=in_words(row.kept_drills),
    )
    return str(sentence)


def to_confirm(row: OwnRow) -> str:
    """What awaits the other one's yes."""
    number = row.for_other
    sentence = ngettext(
        "%(name)s has %(word)s milestone to confirm.",
        "%(name)s has %(word)s milestones to confirm.",
        number,
        name=row.name,
        word=in_words(number),
    )
    return str(sentence)


def to_look_again(row: OwnRow) -> str:
    """What the two come back to."""
    sentence = ngettext(
        "To look at again, with %(name)s: %(word)s milestone.",
        "To look at again, with %(name)s: %(word)s milestones.",
        row.to_look_again,
        name=row.name,
        word=in_words(row.to_look_again),
    )
    return str(sentence)


def proposed_as(row: OwnRow) -> str:
    """What a proposal proposes."""
    if row.side is Side.MENTOR:
        return str(_("%(name)s is proposed to you as a mentee.", name=row.other.name))
    return str(_("%(name)s is proposed to you as your mentor.", name=row.other.name))


def title(home: Home, standing: str) -> str:
    """The one true sentence on top, about what matters most to this person."""
    if home.mentee_next is not None:
        return opening(home.mentee_next)
    if standing:
        return standing
    if any(row.to_accept for row in home.rows):
        return str(_("A pairing is proposed to you."))
    if home.staffed.coordinated is not None:
        return coordinated(home.staffed.coordinated)
    if home.staffed.read is not None:
        return cohort_opening(home.staffed.read)
    if home.administered is not None:
        return invited(home.administered)
    return _for_whoever_waits(home)


def _for_whoever_waits(home: Home) -> str:
    """The same for who is in no living pairing, and looks after nothing but times."""
    if any(not each.answered for each in home.enrolments):
        return str(_("A few questions wait for you."))
    if home.booked:
        return str(_("You look after times."))
    return str(_("Your pairing is over.") if home.was_paired else _("Welcome."))


def coordinated(part: Coordinated) -> str:
    """Who needs a programme's coordinator today."""
    if part.is_empty:
        return str(_("Everything is ready to begin."))
    if part.pairs:
        sentence = ngettext(
            "%(words)s pair needs you today.",
            "%(words)s pairs need you today.",
            part.pairs,
            words=capital(in_words(part.pairs)),
        )
        return str(sentence)
    if not part.absent:
        return _nobody(part)
    sentence = ngettext(
        "%(words)s person cannot sign in yet.",
        "%(words)s people cannot sign in yet.",
        len(part.absent),
        words=capital(in_words(len(part.absent))),
    )
    return str(sentence)


def _nobody(part: Coordinated) -> str:
    """Proposals that have days left are for the two to answer."""
    if not part.needs:
        return str(_("Nobody needs you today."))
    sentence = ngettext(
        "%(words)s proposal is being read; nobody needs you today.",
        "%(words)s proposals are being read; nobody needs you today.",
        len(part.needs),
        words=capital(in_words(len(part.needs))),
    )
    return str(sentence)


def all_held(need: Need) -> str:
    """Why a closing review is next."""
    sentence = ngettext(
        "%(words)s session is held, as planned; the review comes next.",
        "%(words)s sessions are held, as planned; the review comes next.",
        need.held,
        words=capital(in_words(need.held)),
    )
    return str(sentence)


def figures(cohort: Cohort) -> list[dict[str, Any]]:
    """Whether it works, in three figures: pairs, the silent ones, targets."""
    target, _held, _sessions, silent = facts(cohort)
    count = cohort.totals.under_way if cohort.totals else 0
    pairs = {
        "figure": format_count(count),
        "name": ngettext("Pairing under way", "Pairings under way", count),
        "definition": ngettext(
            "%(num)s person has been paired so far.",
            "%(num)s people have been paired so far.",
            cohort.mentees,
        ),
    }
    return [pairs, silent, target]


def invited(found: Administered) -> str:
    """How many people have yet to accept their invitation."""
    if found.programmes == 0:
        return str(_("Everything is ready to begin."))
    if found.invited == 0:
        return str(_("Everybody who was invited has come in."))
    sentence = ngettext(
        "%(words)s person has not accepted the invitation yet.",
        "%(words)s people have not accepted their invitation yet.",
        found.invited,
        words=capital(in_words(found.invited)),
    )
    return str(sentence)
