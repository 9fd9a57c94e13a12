"""The words for fluency: its parts, what is stated, what is held."""

from flask_babel import lazy_gettext as _l

from squad.framework.glossary.term import Term
from squad.framework.messages import AUTONOMY, EVIDENCE, EVIDENCE_MEANINGS, RUNGS, STATES
from squad.framework.rules.model import Autonomy, Evidence, Rung

FLUENCY = (
    Term(
        "fluency",
        _l("Fluency"),
        _l(
            "Being at ease on social networks. It is read from what somebody has done, "
            "never from how much they publish."
        ),
    ),
    Term(
        "area",
        _l("Area"),
        _l(
            "One of the six parts of fluency: purpose, presence & safety, listening, publishing, "
            "conversing, care & action."
        ),
    ),
    Term(
        "stage",
        _l("Stage"),
        _l(
            "One of three steps in an area, each described in words. It is reached when every core "
            "milestone up to it is held, but those set aside."
        ),
    ),
    Term(
        "milestone",
        _l("Milestone"),
        _l(
            "One thing that was done, and that two people who do not know each other would see "
            "alike: a verb, a condition, a count."
        ),
    ),
    Term("core", _l("Core"), _l("Asked for by a target, on any of the three kinds of network.")),
    Term("extra", _l("Extra"), _l("Worth trying, never asked for.")),
    Term(
        "ladder",
        _l("The ladder"),
        _l(
            "How someone uses networks. Each rung asks for every core milestone of the stages it "
            "names, set aside or not, and for the rung below."
        ),
    ),
    Term("rung-start", RUNGS[Rung.START], _l("Before the first rung.")),
    Term(
        "rung-broadcast",
        RUNGS[Rung.BROADCAST],
        _l("Purpose, presence & safety and publishing at stage 1."),
    ),
    Term(
        "rung-conversation",
        RUNGS[Rung.CONVERSATION],
        _l("Presence & safety, listening and conversing at stage 2."),
    ),
    Term("rung-care", RUNGS[Rung.CARE], _l("Care & action at stage 3.")),
)
STATEMENTS = (
    Term(
        "statement",
        _l("Statement"),
        _l(
            "What one of the two says was done, and on which day: together or alone, and how it is "
            "known. The other one answers."
        ),
    ),
    Term("together", AUTONOMY[Autonomy.TOGETHER], _l("The mentor showed or prompted.")),
    Term(
        "alone",
        AUTONOMY[Autonomy.ALONE],
        _l("The mentee decided and pressed the button, the mentor silent or absent."),
    ),
    Term(
        "passes-it-on",
        AUTONOMY[Autonomy.PASSES_ON],
        _l("Somebody else did it because the mentee showed them."),
    ),
    Term(
        "evidence",
        _l("Evidence"),
        _l("How a statement is known. Each milestone lists what is strong enough for it."),
    ),
    *(Term(kind.value, EVIDENCE[kind], EVIDENCE_MEANINGS[kind]) for kind in Evidence),
    Term("confirm", _l("Confirm"), _l("The answer of the other one: yes, that is right.")),
    Term(
        "look-again",
        _l("Look again, together"),
        _l(
            "The answer of the other one who is not sure: the two come back to it. "
            "It is no refusal."
        ),
    ),
)
HOLDING = (
    Term(
        "held",
        _l("Held"),
        _l(
            "Done alone, or passed on to another, at least once; measured, checked or seen, never "
            "only told; and confirmed by the other of the pair. Trying again never takes it away."
        ),
    ),
    Term(
        "at-start",
        _l("At the start"),
        _l(
            "Held, and said until the second session to have been so before the pairing began. "
            "It counts, and is shown apart."
        ),
    ),
    Term(
        "since",
        _l("Since the start"),
        _l("Held, and not said to have been so before the pairing began."),
    ),
    Term(
        "to-confirm",
        _l("To confirm"),
        _l("Not held yet: one of the pair said so, and the other’s answer is awaited."),
    ),
    Term("next", STATES["next"], _l("Of the target, neither held nor awaiting an answer.")),
    Term(
        "to-refresh",
        _l("To refresh"),
        _l(
            "Held, and its newest evidence is older than the milestone’s limit, 180 days unless it "
            "says otherwise. It still counts."
        ),
    ),
    Term(
        "shown-again",
        _l("Shown again after 90 days"),
        _l(
            "Held at the end of the pairing, and shown once more from ninety days after it on; "
            "confirmed by the other of the pair. What was not shown again stays held."
        ),
    ),
    Term(
        "drill",
        _l("Drill"),
        _l(
            "A situation to practise alone, and to throw away if one likes. What is kept is shown "
            "to the mentor, and can show some milestones."
        ),
    ),
    Term(
        "second-looks",
        _l("A second pair of eyes"),
        _l(
            "A mentee may ask another mentor to look at a milestone for ten minutes, blind to what "
            "the pair has stated. A look agrees when it saw the milestone done alone and the pair "
            "held it at that moment, or when it did not and the pair did not hold it; a look that "
            "could not take place is not counted. It never changes what is held."
        ),
        _l(
            "The figure counts looks that can no longer be corrected, from ten looks of at least "
            "five people on, and moves only when at least five more, of at least five people, have "
            "come together: so it never speaks of one person. Few looks say little: no proportion "
            "is given, nobody’s looks are counted apart, and no mentor’s."
        ),
    ),
)
