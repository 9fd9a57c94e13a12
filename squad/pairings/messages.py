"""Pairings' codes as sentences and labels."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_pgettext
from flask_babel import lazy_gettext as _l

from squad.files.messages import header_name, placed
from squad.framework.rules.fluency import Side
from squad.pairings.rules.agreement import AgreementProblem, Booker
from squad.pairings.rules.archiving import ArchiveProblem
from squad.pairings.rules.clocks import Level
from squad.pairings.rules.hard import MatchNotice, Refusal
from squad.pairings.rules.imports import RowCode, RowProblem
from squad.pairings.rules.rows import FRENCH, PairingRowProblem
from squad.pairings.rules.states import EndReason, Move, PairingState, StateProblem
from squad.web.sentences import sentence as any_sentence

MATCH: Mapping[str, LazyString] = {
    Refusal.ONESELF: _l("Nobody can be their own mentor. Choose two people."),
    Refusal.MENTOR_ABOVE: _l(
        "The mentor is above the mentee in the reporting line. Choose a mentor outside of it."
    ),
    Refusal.OWN_BOSS: _l(
        "The mentee is the mentor’s own boss, or too close above in the reporting line. "
        "Choose another mentor."
    ),
    Refusal.SAME_BOSS: _l("Both report to the same person. Choose a mentor from another team."),
    Refusal.MENTOR_INACTIVE: _l("The mentor is no longer active. Choose another mentor."),
    Refusal.MENTEE_INACTIVE: _l("The mentee is no longer active. Choose another mentee."),
    Refusal.SECOND_LIVE: _l(
        "The mentee already has a pairing in this programme. "
        "End or withdraw it before proposing another."
    ),
    MatchNotice.BOSS_FURTHER_UP: _l(
        "The mentee stands further up in the mentor’s own reporting line. "
        "This is allowed; make sure that the mentor feels free to say no."
    ),
}

STATE_PROBLEMS: Mapping[str, LazyString] = {
    StateProblem.NOT_FROM_HERE: _l(
        "The pairing has moved on meanwhile. Load the page again to see what can be done now."
    ),
    StateProblem.NOT_YOURS: _l("This step is somebody else’s. Ask the coordinator."),
    StateProblem.PROPOSAL_OVER: _l(
        "This proposal was open until %(expires_on)s. Ask the coordinator to propose it again."
    ),
    StateProblem.ALREADY_ANSWERED: _l("You have already accepted. Now it is up to the other one."),
    StateProblem.REASON_NEEDED: _l("Choose a reason."),
    StateProblem.REASON_NOT_YOURS: _l(
        "You can leave without giving a reason. Leave this field empty."
    ),
}

AGREEMENT_PROBLEMS: Mapping[str, LazyString] = {
    AgreementProblem.NO_PURPOSE: _l("Choose at least one purpose."),
    AgreementProblem.TOO_MANY_PURPOSES: _l(
        "Keep at most %(most)s purposes; the others can wait for the next version."
    ),
    AgreementProblem.PURPOSE_UNKNOWN: _l("Choose a purpose from the list."),
    AgreementProblem.SIGN_MISSING: _l("Write how the mentee will notice that it works."),
    AgreementProblem.VALUE_MISSING: _l(
        "Write where this sign stands today, even if it is “none” or “not known”."
    ),
    AgreementProblem.TEXT_TOO_LONG: _l("Keep this within %(most)s characters (%(over)s too many)."),
    AgreementProblem.TARGET_STAGE: _l("Choose stage 1, 2 or 3, or leave the area out."),
    AgreementProblem.TARGET_BASICS: _l(
        "Keep Purpose and Presence & safety in the target, at stage 1 or more."
    ),
    AgreementProblem.NO_NETWORK: _l("Choose at least one kind of network."),
    AgreementProblem.CADENCE_RANGE: _l("Enter a number from %(least)s to %(most)s."),
    AgreementProblem.ASIDE_UNKNOWN: _l(
        "%(milestone)s is not a milestone of this programme. Take it out."
    ),
    AgreementProblem.ASIDE_NOT_IN_TARGET: _l(
        "%(milestone)s is not asked for by this target, so it need not be set aside. Take it out."
    ),
    AgreementProblem.ASIDE_HELD: _l("%(milestone)s is already held. It cannot be set aside."),
    AgreementProblem.ASIDE_SECOND: _l(
        "Another milestone of the same area and stage is already set aside. "
        "Keep one of the two in the target."
    ),
    AgreementProblem.ASIDE_NO_REASON: _l(
        "Write why %(milestone)s is not for this role. Only the two of you read it."
    ),
    AgreementProblem.NOT_NEWEST: _l(
        "The agreement has changed meanwhile. Read version %(newest)s, then sign it."
    ),
    AgreementProblem.ALREADY_SIGNED: _l(
        "You have already signed this version. Now it is up to the other one."
    ),
}

CARRIED_OVER = _l("Carried over from an earlier agreement.")

ROW_PROBLEMS: Mapping[str, LazyString] = {
    RowCode.COLUMN_MISSING: _l("Add a column named “%(name)s”."),
    RowCode.CELL_EMPTY: _l("Fill in this cell."),
    RowCode.WORD_UNKNOWN: _l(
        "“%(value)s” is not one of the words of this column. Choose one from the example file."
    ),
    RowCode.PERSON_UNKNOWN: _l(
        "Nobody here is known as “%(value)s”. Import the roster first, "
        "or write the e-mail or the employee ID."
    ),
    RowCode.PROGRAMME_UNKNOWN: _l(
        "There is no programme “%(value)s” into which you can import. Check its code."
    ),
    RowCode.PROGRAMME_NEEDED: _l("There are several programmes. Fill in the programme’s code."),
    PairingRowProblem.STARTED_MISSING: _l("Fill in the day on which both had accepted."),
    PairingRowProblem.ENDED_MISSING: _l("Fill in the day on which the pairing ended."),
    PairingRowProblem.ENDED_NOT_OVER: _l(
        "This pairing is not over by its state. Empty the end date, or change the state."
    ),
    PairingRowProblem.ENDED_BEFORE_STARTED: _l(
        "Enter an end date that is not before the start date."
    ),
    PairingRowProblem.DATE_IN_FUTURE: _l("Enter a date up to today."),
    PairingRowProblem.PURPOSES_MISSING: _l(
        "Fill in at least one purpose: a pairing that has begun has agreed on one."
    ),
    PairingRowProblem.PURPOSE_UNKNOWN: _l(
        "“%(value)s” is not a kind of purpose. Choose one from the framework’s page."
    ),
    PairingRowProblem.TOO_MANY_PURPOSES: _l(
        "Keep at most %(most)s purposes; the others can wait for the next version."
    ),
    PairingRowProblem.AGREEMENT_LATER: _l(
        "By its state this pairing has not begun: "
        "its purposes and target are left for the two to agree."
    ),
    PairingRowProblem.TARGET_BASICS: _l(
        "Keep Purpose and Presence & safety in the target, at stage 1 or more."
    ),
}

ARCHIVE_PROBLEMS: Mapping[str, LazyString] = {
    ArchiveProblem.LIVE: _l(
        "A pairing is still under way or proposed. Complete, end or withdraw it first; the "
        "programme can be archived 120 days after the last one has ended."
    ),
    ArchiveProblem.TOO_EARLY: _l("It can be archived from %(first)s on. Come back then."),
}

SENTENCES = {
    **MATCH,
    **STATE_PROBLEMS,
    **AGREEMENT_PROBLEMS,
    **ROW_PROBLEMS,
    **ARCHIVE_PROBLEMS,
}

STATES: Mapping[str, LazyString] = {
    PairingState.PROPOSED: lazy_pgettext("pairing", "Proposed"),
    PairingState.ACCEPTED: lazy_pgettext("pairing", "Accepted"),
    PairingState.ACTIVE: lazy_pgettext("pairing", "Active"),
    PairingState.PAUSED: lazy_pgettext("pairing", "Paused"),
    PairingState.COMPLETED: lazy_pgettext("pairing", "Completed"),
    PairingState.ENDED: lazy_pgettext("pairing", "Ended"),
    PairingState.DECLINED: lazy_pgettext("pairing", "Declined"),
    PairingState.EXPIRED: lazy_pgettext("pairing", "Expired"),
    PairingState.WITHDRAWN: lazy_pgettext("pairing", "Withdrawn"),
}

MOVES: Mapping[str, LazyString] = {
    Move.PROPOSE: _l("Propose the pairing"),
    Move.ACCEPT: _l("Accept the pairing"),
    Move.DECLINE: _l("Decline the pairing"),
    Move.WITHDRAW: _l("Withdraw the proposal"),
    Move.EXPIRE: _l("Let the proposal expire"),
    Move.SIGN: _l("Sign the agreement"),
    Move.PAUSE: _l("Pause the pairing"),
    Move.RESUME: _l("Resume the pairing"),
    Move.COMPLETE: _l("Complete the pairing"),
    Move.END: _l("End the pairing"),
}

END_REASONS: Mapping[str, LazyString] = {
    EndReason.GOAL_REACHED: _l("The purpose is reached"),
    EndReason.PROGRAMME_OVER: _l("The programme is over"),
    EndReason.CHOSE_TO_STOP: _l("One of the two chose to stop"),
    EndReason.NO_TIME: _l("No time for it at present"),
    EndReason.NEW_POST: _l("A change of post"),
    EndReason.LEFT_COMPANY: _l("Left the company"),
    EndReason.RULE_BROKEN: _l("The reporting line has changed"),
    EndReason.SILENT: _l("No session for a long time"),
    EndReason.OTHER: _l("Another reason"),
}

SIDES: Mapping[str, LazyString] = {
    Side.MENTOR: _l("Mentor"),
    Side.MENTEE: _l("Mentee"),
}

BOOKERS: Mapping[str, LazyString] = {
    Booker.MENTOR: _l("The mentor"),
    Booker.MENTEE: _l("The mentee"),
    Booker.DELEGATE: _l("The mentee’s delegate"),
}

LEVELS: Mapping[str, LazyString] = {
    Level.NONE: lazy_pgettext("silence", "On course"),
    Level.AMBER: lazy_pgettext("silence", "Silent"),
    Level.RED: lazy_pgettext("silence", "Silent for long"),
}


def sentence(problem: RowProblem, french: Mapping[str, str] = FRENCH) -> str:
    """What is wrong with a row of an import and what to do, with its line and column.

    A column that the file lacks is named in the reader's language; `french` has these names.
    """
    column = header_name(problem.column, french) if problem.absent else problem.column
    text = any_sentence(problem.code, **{"name": column, **problem.params})
    return placed(text, {"line": problem.line, "column": column})
