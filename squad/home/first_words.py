"""What each role reads once on home, and in the help whenever it likes: three sentences."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from squad.accounts.rules.first_words import Part

# What this place is for, what others can read, the one first act.
FIRST_WORDS: Mapping[Part, tuple[LazyString, LazyString, LazyString]] = {
    Part.MENTOR: (
        _l("Here you see whom you meet next, and say afterwards what took place."),
        _l("The two of you alone read your notes; human resources read counts and dates."),
        _l("To begin: after your next session, press “Log the session”."),
    ),
    Part.MENTEE: (
        _l("Here you read where you stand, and say whether what your mentor saw is right."),
        _l("The two of you alone read your notes; “What HR sees” shows what HR reads."),
        _l("To begin: write or read your agreement; milestones count once you both signed it."),
    ),
    Part.COORDINATOR: (
        _l("Here you see who needs you today, why, and what you can do."),
        _l("You read whether sessions take place, never a note; people see when you read theirs."),
        _l("To begin: take what stands first on this page."),
    ),
    Part.HR_VIEWER: (
        _l("Here you read whether the programme works, in a sentence and a few figures."),
        _l("You read counts and dates, never a note; whoever you read by name sees that you did."),
        _l("To begin: open the report. A definition stands beside every figure."),
    ),
    Part.ADMINISTRATOR: (
        _l("Here you see to it that people can come in: accounts, invitations, roles."),
        _l("You read names and when an account was last used; no notes, no progress."),
        _l("To begin: invite people. Each link works once."),
    ),
}
