"""The words for people, for what they agree, when they meet and what is reported."""

from flask_babel import lazy_gettext as _l

from squad.framework.glossary.term import Term

PEOPLE = (
    Term(
        "programme",
        _l("Programme"),
        _l("One edition: its dates, its rules, its mentors and mentees."),
    ),
    Term(
        "mentor",
        _l("Mentor"),
        _l(
            "Somebody at ease on the networks who helps one or more others there. "
            "Says what was seen, and grades nobody."
        ),
    ),
    Term("squad", _l("The Squad"), _l("All the mentors of a programme.")),
    Term(
        "squad-room",
        _l("Squad room"),
        _l(
            "Where the mentors of a programme share what worked, show who is free, and log group "
            "sessions. The coordinator can read along; mentees and HR cannot."
        ),
    ),
    Term(
        "tip",
        _l("Tip"),
        _l("What worked for a mentor, told to the others. Never about a mentee; nothing ranks it."),
    ),
    Term(
        "mentee",
        _l("Mentee"),
        _l(
            "Whoever is mentored, often from management, with a purpose of their own. "
            "Reads everything that is written about them, and who looked."
        ),
    ),
    Term(
        "pairing",
        _l("Pairing"),
        _l(
            "One mentor and one mentee. The coordinator proposes it; it begins once both have "
            "accepted."
        ),
    ),
    Term(
        "pool",
        _l("Pool"),
        _l(
            "Those of the roster who may be matched in a programme, with what they can show or "
            "would like. Read by the coordinator; whoever is in it may leave it."
        ),
    ),
    Term(
        "coordinator",
        _l("Coordinator"),
        _l(
            "Sets a programme up, proposes pairings and helps when one stands still. "
            "Reads that sessions took place, never notes."
        ),
    ),
    Term(
        "sponsor",
        _l("Sponsor"),
        _l(
            "Whoever stands behind the programme in the company. Mentees may be written to in "
            "their name when sessions do not come about."
        ),
    ),
    Term(
        "assistant",
        _l("Assistant"),
        _l(
            "Whoever a mentee lets look after the times of sessions: sees when they are, sets and "
            "moves them, and reads nothing else."
        ),
    ),
    Term(
        "own-record",
        _l("A mentor’s own record"),
        _l(
            "Hours agreed and used, what they learned about themselves, confidence before and "
            "after. Read by that mentor alone."
        ),
    ),
)
AGREEMENT = (
    Term(
        "agreement",
        _l("Agreement"),
        _l(
            "What the two agree on and both sign: purposes, signs of success, a target, a pace, "
            "what is out of bounds. No milestone counts without it."
        ),
    ),
    Term(
        "purpose",
        _l("Purpose"),
        _l("What the mentee wants from the networks. A pairing has one to five."),
    ),
    Term(
        "sign-of-success",
        _l("Sign of success"),
        _l("What will show that it works, in the mentee’s words, and where it stands today."),
    ),
    Term(
        "target",
        _l("Target"),
        _l(
            "The core milestones of the stages that the two agreed for each area, less those set "
            "aside. Progress is a count of those, never a score."
        ),
    ),
    Term(
        "target-met",
        _l("Target met"),
        _l(
            "Every area of the target is at the stage agreed. "
            "A target that stops at listening, met, is a full success."
        ),
    ),
    Term(
        "set-aside",
        _l("Set aside"),
        _l(
            "Agreed by the pair as not for this role, at most one for an area and stage. "
            "It is not counted, and the report says so."
        ),
    ),
)
SESSIONS = (
    Term(
        "session",
        _l("Session"),
        _l("A meeting of the two: planned, held, called off or missed. All of these are kept."),
    ),
    Term(
        "sessions",
        _l("Sessions held"),
        _l(
            "Sessions that took place, and the minutes in them. "
            "Preparation and travel are counted apart."
        ),
    ),
    Term(
        "group-session",
        _l("Group session"),
        _l(
            "One mentor with several of their mentees, logged once. It is a session of its own in "
            "each record, and no record says who else was there."
        ),
    ),
    Term("pace", _l("Agreed pace"), _l("How long lies between two sessions, as the two agreed.")),
    Term(
        "silent",
        _l("Silent"),
        _l(
            "Until a first session is held: overdue at 10 days from acceptance, and for longer at "
            "21, unless the programme says otherwise. Then: nothing held for the agreed pace and 7 "
            "days, and nothing planned within it; for longer at twice the pace, or the pace and 14 "
            "days, whichever is more. Closed periods, quiet days and pauses stop the clock."
        ),
    ),
    Term(
        "quiet-days",
        _l("Quiet days"),
        _l(
            "Leave, a trip, the closing of accounts: on these days nobody reminds you of anything, "
            "and no count of silent days runs."
        ),
    ),
    Term(
        "sides",
        _l("By side"),
        _l(
            "Who called sessions off, over the whole programme. "
            "Never for one person, and absent under five people."
        ),
        _l(
            "By month they stand in the month of their day, as known on the day of the report; the "
            "month after one of fewer than five people is left out with it."
        ),
    ),
)
REPORTS = (
    Term(
        "course",
        _l("From invitation to review"),
        _l(
            "People, each counted once in all of their pairings: a pairing was proposed to them; "
            "both accepted one; a first session was held; half of the planned ones; all of them; "
            "a pairing was completed, after its closing review."
        ),
        _l("Somebody may be completed with fewer sessions than planned: no step asks for another."),
    ),
    Term(
        "time-given",
        _l("Time given"),
        _l(
            "Minutes in sessions held, and minutes of preparation and travel that a pair noted. "
            "Practice of the mentee’s own is not counted: nobody notes it."
        ),
        _l(
            "Milestones since the start and signs of success stand beside it. They were seen in "
            "the same months; that does not say that the time brought them. How many people they "
            "speak of, and how many say nothing, is told with them."
        ),
    ),
    Term(
        "load",
        _l("Load of the Squad"),
        _l(
            "The time given, by the month in which each session lies, all mentors together. A mean "
            "is told from five mentors on; no mentor’s time is shown apart or compared."
        ),
    ),
    Term(
        "ratings",
        _l("Ratings"),
        _l(
            "Where the two of a pair see the mentee stand in each area, in the stages’ words. They "
            "are counted only where the programme said so before anyone accepted, once both of the "
            "pair may read them, for the whole programme together, at month ends, and by five "
            "people or more at once."
        ),
    ),
    Term(
        "brought",
        _l("What it brought"),
        _l(
            "Half-way and at the end the mentee says of each sign of success how far it has come, "
            "and whether others may read it."
        ),
    ),
    Term(
        "as-of",
        _l("As of a day"),
        _l(
            "Exactly what was known before the end of that day in the programme’s time zone. "
            "Names, functions and sites are today’s."
        ),
    ),
    Term(
        "groups",
        _l("Groups"),
        _l(
            "Where a programme is read in groups only, figures are those of month ends, each table "
            "divides people by one thing alone, groups under five people are put together, and "
            "what is left too small is left out."
        ),
        _l(
            "So that no two tables can be subtracted to tell of fewer than five people, a table is "
            "also left out where so few people set a group of it apart from a group of another "
            "table, or of an earlier month, and groups that were once put together may stay so."
        ),
    ),
)
