"""Programmes' codes as sentences."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.access.viewer import Role
from squad.programmes.rules import RANGES, ProgrammeDraft, ProgrammeProblem, ReadingMode
from squad.web.formats import format_day

PROBLEMS: Mapping[str, LazyString] = {
    "programme_archived": _l(
        "Nothing can be written into it any more, so nothing was saved. Its coordinator can open "
        "it again, from the programme’s page."
    ),
    ProgrammeProblem.CODE_TAKEN: _l("Another programme has this code. Choose another one."),
    ProgrammeProblem.CODE_FORM: _l(
        "Write the code in lower-case letters, figures and single hyphens, "
        "for example spring-2026 (at most %(most)s characters)."
    ),
    ProgrammeProblem.NAME_LENGTH: _l("Give the programme a name of at most %(most)s characters."),
    ProgrammeProblem.ENDS_BEFORE_START: _l("Choose an end date after the start date."),
    ProgrammeProblem.TOO_LONG: _l(
        "Choose an end date within three years; a longer programme needs a new edition."
    ),
    ProgrammeProblem.TIME_ZONE_UNKNOWN: _l(
        "Choose a time zone from the list, for example Europe/Paris."
    ),
    ProgrammeProblem.FIGURE_RANGE: _l("Enter a number from %(least)s to %(most)s."),
    ProgrammeProblem.RED_BEFORE_AMBER: _l("Enter more days for red than for amber."),
    ProgrammeProblem.CLOSING_BEFORE_RED: _l(
        "Enter more days before closing is offered than before red."
    ),
    ProgrammeProblem.TARGET_STAGE: _l("Choose stage 1, 2 or 3, or leave the area out."),
    ProgrammeProblem.TARGET_BASICS: _l(
        "Keep Purpose and Presence & safety in the target, at stage 1 or more."
    ),
    ProgrammeProblem.CLOSED_ENDS_BEFORE_START: _l(
        "Choose a last day that is not before the first day."
    ),
    ProgrammeProblem.CLOSED_YEAR: _l("Enter a date: day, month and year. Check the year."),
    ProgrammeProblem.CLOSED_OVERLAP: _l(
        "These days overlap the closed period from %(starts_on)s to %(ends_on)s. "
        "Choose other days, or change that period."
    ),
    ProgrammeProblem.READING_MODE_FIXED: _l(
        "What HR reads cannot change any more: somebody has already accepted a pairing under it."
    ),
    ProgrammeProblem.RATINGS_FIXED: _l(
        "Who reads ratings cannot change any more: somebody has already accepted a pairing "
        "under what was said."
    ),
    ProgrammeProblem.TIME_ZONE_FIXED: _l(
        "The time zone cannot change any more: somebody has already accepted a pairing, "
        "and the days of past reports end at midnight there."
    ),
}

READING_MODES: Mapping[str, LazyString] = {
    ReadingMode.NAMED: _l("A row for each mentee"),
    ReadingMode.GROUPS_ONLY: _l("Groups only"),
}

READING_MODE_MEANINGS: Mapping[str, LazyString] = {
    ReadingMode.NAMED: _l(
        "HR reads one line for each mentee: sessions, minutes, stages and counts of milestones. "
        "Not in it: a note, a piece of evidence, a rating, or who called a session off."
    ),
    ReadingMode.GROUPS_ONLY: _l(
        "HR reads totals of five people or more, as of the last month end. "
        "Never a line with a name."
    ),
}

RATING_READERS: Mapping[bool, LazyString] = {
    False: _l("Ratings: the two of each pair, nobody else"),
    True: _l("Ratings: the two of each pair; HR counts them for the whole programme together"),
}

RATING_MEANINGS: Mapping[bool, LazyString] = {
    False: _l("Where each of the two sees the mentee stand is read by the two, nobody else."),
    True: _l(
        "Where each of the two sees the mentee stand is read by the two. HR and the coordinator "
        "see, for the whole programme together, how many chose each stage: from five people on, "
        "never who."
    ),
}

ROLES: Mapping[str, LazyString] = {
    Role.COORDINATOR: _l("Coordinator"),
    Role.HR_VIEWER: _l("HR viewer"),
}

ROLE_MEANINGS: Mapping[str, LazyString] = {
    Role.COORDINATOR: _l("sets the programme up, proposes pairings, helps when one stands still"),
    Role.HR_VIEWER: _l("reads progress, never notes or evidence"),
}

FIGURES: Mapping[str, LazyString] = {
    "planned_sessions": _l("Sessions"),
    "minutes": _l("Minutes of a session"),
    "cadence_days": _l("Days between two sessions"),
    "weeks": _l("Weeks"),
    "overdue_amber_days": _l("Days until a first session is overdue (amber)"),
    "overdue_red_days": _l("Days until a first session is overdue (red)"),
    "closing_offer_days": _l("Silent days until closing is offered"),
    "proposal_working_days": _l("Working days to answer a proposal"),
    "boss_distance": _l("Steps up the reporting line that are refused"),
    "target": _l("Target"),
}


def described(draft: ProgrammeDraft, mode: ReadingMode) -> list[tuple[str, str]]:
    """A programme as lines of label and value, to be read beside another."""
    figures = draft.figures
    target = ", ".join(f"{area} {stage}" for area, stage in figures.target.items())
    return [
        (str(_l("Name")), draft.name),
        (str(_l("Code")), draft.code),
        (str(_l("First day")), format_day(draft.starts_on)),
        (str(_l("Last day")), format_day(draft.ends_on)),
        (str(_l("Time zone")), draft.time_zone),
        (str(_l("What HR reads")), str(READING_MODES[mode])),
        (str(_l("Who reads ratings")), str(RATING_READERS[draft.ratings_in_groups])),
        *((str(FIGURES[name]), str(getattr(figures, name))) for name in RANGES),
        (str(FIGURES["target"]), target),
    ]
