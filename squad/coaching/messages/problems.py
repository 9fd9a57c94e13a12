"""Coaching's refusals as sentences that say what to do."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.coaching.rules.changes import AnswerProblem, SessionProblem
from squad.coaching.rules.log import LogProblem
from squad.coaching.rules.ratings import RatingProblem
from squad.coaching.rules.rechecks import RecheckProblem
from squad.coaching.rules.retention import RetentionProblem
from squad.coaching.rules.rows import SessionRowProblem
from squad.coaching.rules.statements import StatementProblem
from squad.coaching.rules.times import TimeProblem
from squad.framework.rules.fluency import AnswerRefusal

LOG_PROBLEMS: Mapping[str, LazyString] = {
    LogProblem.DATE_IN_FUTURE: _l(
        "Enter a date up to today. A session to come can be planned instead."
    ),
    LogProblem.DATE_BEFORE_ACCEPTANCE: _l(
        "Enter a date from %(accepted_on)s on: that is when both accepted the pairing."
    ),
    LogProblem.PLANNED_IN_PAST: _l(
        "Choose a day from today on. If the session took place, log it as held."
    ),
    LogProblem.MINUTES_MISSING: _l("Enter how many minutes it lasted."),
    LogProblem.MINUTES_RANGE: _l("Enter the length in minutes, from %(least)s to %(most)s."),
    LogProblem.MINUTES_DID_YOU_MEAN: _l(
        "Enter the length in minutes, from %(least)s to %(most)s. Did you mean %(did_you_mean)s?"
    ),
    LogProblem.MINUTES_NOT_HELD: _l("Leave the minutes empty: this session did not take place."),
    LogProblem.OTHER_MINUTES_RANGE: _l("Enter minutes from 0 to %(most)s."),
    LogProblem.WHO_CANCELLED: _l("Choose who called it off."),
    LogProblem.HOW_MUCH_NOTICE: _l("Choose how much notice there was."),
    LogProblem.NOT_CANCELLED: _l(
        "Choose “called off”, or leave out who called it off and with how much notice."
    ),
    LogProblem.NEXT_IN_PAST: _l("Choose a time to come for the next session, or “not yet”."),
    LogProblem.NEXT_TOO_FAR: _l("Choose a day within a year for the next session. Check the year."),
    LogProblem.NOTE_TOO_LONG: _l("Keep the note within %(most)s characters (%(over)s too many)."),
    LogProblem.STEP_EMPTY: _l("Write what is to be done, or remove this step."),
    LogProblem.STEP_TOO_LONG: _l("Keep a next step within %(most)s characters."),
    LogProblem.STEP_BEFORE: _l("Choose a day that is not before the session."),
    LogProblem.TOO_MANY_STEPS: _l("Keep at most %(most)s next steps."),
    LogProblem.LINK_FORM: _l(
        "“%(link)s” is not a web address. Start it with https:// and leave out spaces."
    ),
    LogProblem.TOO_MANY_LINKS: _l("Keep at most %(most)s links."),
    TimeProblem.ADDITION_TOO_LATE: _l(
        "Additions to this session were open until %(until)s. Put it in your next session instead."
    ),
}

STATEMENT_PROBLEMS: Mapping[str, LazyString] = {
    StatementProblem.UNKNOWN: _l(
        "%(milestone)s is not a milestone of this programme. Choose one from the list."
    ),
    StatementProblem.NO_AGREEMENT: _l(
        "Milestones can be stated once you have both signed the agreement. Sign it first."
    ),
    StatementProblem.TWICE: _l("%(milestone)s is stated twice here. Keep one of the two."),
    StatementProblem.MEASURED: _l("Nothing can be measured yet. Choose checked, seen or told."),
    StatementProblem.PASSES_ON_ELSEWHERE: _l(
        "“Passes it on” is stated on the milestone’s own page. Open %(milestone)s there."
    ),
    StatementProblem.BEFORE_ELSEWHERE: _l(
        "“Already so before we began” is stated on the milestone’s own page. "
        "Open %(milestone)s there."
    ),
    StatementProblem.BEFORE_TOO_LATE: _l(
        "“Already so before we began” could be stated until the second session was logged. "
        "State %(milestone)s without it."
    ),
    StatementProblem.BEFORE_NOT_STRONG: _l(
        "“Already so before we began” needs “alone” and something checked or seen. "
        "Choose these for %(milestone)s, or leave the tick out."
    ),
    StatementProblem.NOT_A_DRILL: _l(
        "%(milestone)s cannot be shown in a drill. State it when it happens."
    ),
    StatementProblem.DRILL_UNSEEN: _l(
        "A drill was seen in a session, or opened by the mentor. Choose “seen” or “checked”."
    ),
    StatementProblem.CORRECTS_NOTHING: _l(
        "What you want to correct no longer stands. Load the page again and state it anew."
    ),
    StatementProblem.CORRECTS_OTHER: _l(
        "What you want to correct is about another milestone. Choose one about %(milestone)s."
    ),
    StatementProblem.BEFORE_FIRST_DAY: _l(
        "Enter a date from %(first)s on: that is when the first pairing was accepted. What was "
        "already so before is ticked as such."
    ),
    StatementProblem.WORDS_TOO_LONG: _l("Keep your words within %(most)s characters."),
}

SESSION_PROBLEMS: Mapping[str, LazyString] = {
    SessionProblem.PAIRING_NOT_LIVE: _l(
        "This pairing is not under way, so nothing can be logged or planned. "
        "Your coordinator can help."
    ),
    SessionProblem.ALREADY_VOIDED: _l("This session was voided already. Nothing more to do."),
    SessionProblem.ONLY_PLANNED: _l("This session is only planned. Move it or call it off."),
    SessionProblem.NOT_PLANNED: _l(
        "This session is no longer planned. Open it to see what became of it."
    ),
    SessionProblem.HAS_STATEMENTS: _l(
        "Milestones were stated in this session, so it stays as one that took place. "
        "If that is wrong, void the session."
    ),
    SessionProblem.NOT_HELD: _l(
        "Milestones can only be stated in a session that took place. Undo them, "
        "or choose “took place”."
    ),
    SessionProblem.STEP_REMOVED: _l("This step was removed meanwhile. Load the page again."),
    SessionProblem.DRAFT_TOO_LONG: _l("This is too long to be kept as a draft. Save it, please."),
    SessionProblem.CODE_USED: _l("This code was used already."),
    SessionProblem.CODE_EXPIRED: _l("This code has run out. Ask your mentor for a new one."),
}

RECHECK_PROBLEMS: Mapping[str, LazyString] = {
    RecheckProblem.NOT_DUE: _l("It was refreshed meanwhile. Nothing more to do."),
    RecheckProblem.AWAITS: _l("It was shown again already, and awaits an answer below."),
}

RETENTION_PROBLEMS: Mapping[str, LazyString] = {
    RetentionProblem.NOT_OPEN: _l("This check is not open today, so nothing was saved."),
    RetentionProblem.NOT_HELD: _l("This was not held at the end. Choose one from the list."),
    RetentionProblem.AWAITS: _l("It was shown again already, and awaits an answer below."),
}

ANSWER_PROBLEMS: Mapping[str, LazyString] = {
    AnswerProblem.UNKNOWN: _l("This statement is not about this pairing. Load the page again."),
    AnswerProblem.WITHDRAW_NOT_YOURS: _l("Only the one who stated it can withdraw it."),
    AnswerProblem.WITHDRAW_ALREADY: _l("This was withdrawn already. Nothing more to do."),
    AnswerRefusal.OWN_STATEMENT: _l("You stated this yourself: the other one of you answers it."),
    AnswerRefusal.WITHDRAWN: _l("This was withdrawn meanwhile. Load the page again."),
    AnswerRefusal.CORRECTED: _l("This was corrected meanwhile. Load the page again."),
    AnswerRefusal.TOO_LATE: _l(
        "Its last day to answer has passed. Answers were open for 14 days after the pairing ended; "
        "to what was shown ninety days on, until that check closed."
    ),
    AnswerRefusal.ALREADY_GIVEN: _l("You gave this answer already. Nothing more to do."),
    AnswerRefusal.UNDO_FIRST: _l("You confirmed this. Take your answer back first."),
    AnswerRefusal.NOTHING_TO_UNDO: _l("There is no answer of yours to take back."),
}

ROW_PROBLEMS: Mapping[str, LazyString] = {
    SessionRowProblem.MINUTES_FORM: _l(
        "“%(value)s” is not a length. Write minutes, for example 45, or 0:45."
    ),
    SessionRowProblem.MILESTONE_FORM: _l(
        "“%(value)s” cannot be read. Write a milestone as in conversing-2b:alone:seen, "
        "then, if you know it, the day of confirmation: conversing-2b:alone:seen:2026-12-01."
    ),
    SessionRowProblem.MILESTONES_NOT_HELD: _l(
        "Milestones can only be stated in a session that took place. Empty this cell."
    ),
    SessionRowProblem.KNOWN_BEFORE_DATE: _l("Enter a day from %(on)s on, the session’s own day."),
    SessionRowProblem.KNOWN_IN_FUTURE: _l("Enter a date up to today."),
    SessionRowProblem.CONFIRMED_BEFORE_KNOWN: _l(
        "%(milestone)s cannot be confirmed before it was known, on %(known_on)s. "
        "Correct the day of confirmation, or fill in the day on which it was written down."
    ),
    SessionRowProblem.CONFIRMED_IN_FUTURE: _l(
        "%(milestone)s is confirmed on a day to come. Enter a date up to today."
    ),
    SessionRowProblem.CONFIRMED_AFTER_LAPSE: _l(
        "%(milestone)s could be confirmed until %(until)s, 14 days after the pairing ended. "
        "Correct the day of confirmation, or take it out."
    ),
    SessionRowProblem.CONFIRMED_BY_MENTOR: _l(
        "Only the mentee can confirm %(milestone)s. Take out the day of confirmation; "
        "the mentee will be asked."
    ),
    SessionRowProblem.PAIRING_UNKNOWN: _l(
        "You have no pairing of these two here. Check both addresses, or import the pairing first."
    ),
    SessionRowProblem.PAIRING_NOT_OWN: _l(
        "This row is not of one of your pairings. Correct whom it names, or delete it."
    ),
    SessionRowProblem.PAIRING_AMBIGUOUS: _l(
        "These two have several pairings. Fill in the programme, "
        "and a date within one of the pairings."
    ),
    SessionRowProblem.AFTER_END: _l(
        "This pairing ended on %(ended_on)s. Enter a date up to that day."
    ),
    SessionRowProblem.KNOWN_BEFORE_AGREEMENT: _l(
        "Milestones can be stated from the day of the first agreement on, %(on)s. "
        "Enter a day from that day on, or leave this cell empty."
    ),
    SessionRowProblem.BEFORE_ACCEPTANCE: _l(
        "This session lies before both accepted the pairing, on %(accepted_on)s."
    ),
    SessionRowProblem.MINUTES_IGNORED: _l(
        "This session is only planned: its minutes are left out."
    ),
    SessionRowProblem.NOTES_IGNORED: _l(
        "The notes in this file are left out. Each mentor can import their own."
    ),
}

RATING_PROBLEMS: Mapping[str, LazyString] = {
    RatingProblem.NOT_OPEN: _l("This is not open today, so nothing was saved."),
    RatingProblem.REVEALED: _l("Both of you have read it, so it stays as it is."),
    RatingProblem.NOTHING_SAID: _l("Choose a stage for one area at least."),
    RatingProblem.WORDS_TOO_LONG: _l("Keep it within %(most)s characters (%(over)s too many)."),
}

SENTENCES = {
    **LOG_PROBLEMS,
    **STATEMENT_PROBLEMS,
    **SESSION_PROBLEMS,
    **ANSWER_PROBLEMS,
    **RATING_PROBLEMS,
    **RECHECK_PROBLEMS,
    **RETENTION_PROBLEMS,
    **ROW_PROBLEMS,
}
