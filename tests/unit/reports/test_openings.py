"""The sentence that opens a report, case by case, in both languages: the table to read first.

Counts are those of a small framework, with two core milestones an area and stage.
"""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from squad.framework.rules import fluency
from squad.framework.rules.model import RUNG_ASKS, Area, Rung
from squad.pairings.rules.clocks import Limits
from squad.pairings.rules.states import PairingState
from squad.reports.cohort_shapes import Cohort, SessionTotals, Totals
from squad.reports.cohort_wording import cohort_opening
from squad.reports.report_shapes import MenteeReport
from squad.reports.shapes import (
    AgreementCard,
    MenteeFigures,
    PairingFacts,
    PersonCard,
    ProgrammeCard,
    Reader,
    SessionFigures,
)
from squad.reports.wording import deck, opening
from tests.support.fluency import day, make_framework, noon

FRAMEWORK = make_framework()
TODAY = day(30)
CLAIRE = PersonCard(1, "Claire Dumas", "Dumas, Claire", "dumas claire", "c@x", "", "", "", "fr")
PROGRAMME = ProgrammeCard(
    id=1, code="spring", name="Spring", time_zone="UTC", starts_on=day(1), ends_on=day(140),
    framework=FRAMEWORK, named=True, ratings_in_groups=False, archived_on=None,
    planned_sessions=6, weeks=20, minutes=45, limits=Limits(21, 10, 21, 60),
)  # fmt: skip

BROADCAST = {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.PUBLISHING: 1}
CONVERSATION = {**BROADCAST, Area.PRESENCE: 2, Area.LISTENING: 2, Area.CONVERSING: 2}
CARE = {**CONVERSATION, Area.CARE: 3}
LISTENER = {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.LISTENING: 2}
FURTHER = {**BROADCAST, Area.PURPOSE: 2}
ONE = ["purpose-1a"]
ACTIVE, PAUSED, ENDED = PairingState.ACTIVE, PairingState.PAUSED, PairingState.ENDED
OWN, MENTOR, HR = Reader.MENTEE, Reader.MENTOR, Reader.HR


def codes(targets):
    return [m.code for m in fluency.asked_milestones(FRAMEWORK, targets)]


def all_but(number, targets):
    return codes(targets)[number:]


# case · whose eyes · target · held · English · French
CASES = [
    ("nothing agreed", OWN, None, [],
        "Your agreement comes first.",
        "D’abord, votre charte."),
    ("nothing agreed", HR, None, [],
        "No agreement is signed yet.",
        "La charte n’est pas encore signée."),
    ("nothing yet", OWN, CONVERSATION, [],
        "You are at the start. 16 milestones lie ahead.",
        "Vous êtes au départ. 16 jalons restent à franchir."),
    ("nothing yet", MENTOR, CONVERSATION, [],
        "Claire is at the start. 16 milestones lie ahead.",
        "Claire est au départ. 16 jalons restent à franchir."),
    ("nothing yet", HR, CONVERSATION, [],
        "Claire Dumas is at the start. 16 milestones lie ahead.",
        "Claire Dumas est au départ. 16 jalons restent à franchir."),
    ("nothing yet, a listener", OWN, LISTENER, [],
        "You are at the start. Eight milestones lie ahead.",
        "Vous êtes au départ. Huit jalons restent à franchir."),
    ("a first milestone", OWN, CONVERSATION, ONE,
        "You are finding your bearings. Broadcasting is five milestones away.",
        "Vous prenez vos repères. Encore cinq jalons pour publier."),
    ("a first milestone", MENTOR, CONVERSATION, ONE,
        "Claire is finding their bearings. Broadcasting is five milestones away.",
        "Claire prend ses repères. Encore cinq jalons pour publier."),
    ("one milestone before a rung", OWN, CONVERSATION, all_but(1, BROADCAST),
        "You are finding your bearings. Broadcasting is one milestone away.",
        "Vous prenez vos repères. Encore un jalon pour publier."),
    ("a listener under way", OWN, LISTENER, ONE,
        "Your target is seven milestones away.",
        "Encore sept jalons pour atteindre votre objectif."),
    ("a listener under way", HR, LISTENER, ONE,
        "The target is seven milestones away.",
        "Encore sept jalons pour atteindre l’objectif."),
    ("a listener, met", OWN, LISTENER, codes(LISTENER),
        "Your target is met.",
        "Votre objectif est atteint."),
    ("a listener, met", HR, LISTENER, codes(LISTENER),
        "The target is met.",
        "L’objectif est atteint."),
    ("between rungs", OWN, CONVERSATION, codes(BROADCAST),
        "You broadcast. Conversation is ten milestones away.",
        "Vous publiez. Encore dix jalons pour échanger."),
    ("between rungs", MENTOR, CONVERSATION, codes(BROADCAST),
        "Claire broadcasts. Conversation is ten milestones away.",
        "Claire publie. Encore dix jalons pour échanger."),
    ("between rungs", HR, CARE, codes(CONVERSATION),
        "Claire Dumas holds conversations. Proactive care is six milestones away.",
        "Claire Dumas échange. Encore six jalons pour prendre soin des autres."),
    ("a rung reached, the target further on", OWN, FURTHER, codes(BROADCAST),
        "You broadcast. Your target is two milestones away.",
        "Vous publiez. Encore deux jalons pour atteindre votre objectif."),
    ("a rung outside of the target", OWN, LISTENER, codes(BROADCAST),
        "You broadcast. Your target is four milestones away.",
        "Vous publiez. Encore quatre jalons pour atteindre votre objectif."),
    ("a rung outside of the target", HR, LISTENER, codes(BROADCAST),
        "Claire Dumas broadcasts. The target is four milestones away.",
        "Claire Dumas publie. Encore quatre jalons pour atteindre l’objectif."),
    ("met", OWN, CONVERSATION, codes(CONVERSATION),
        "You hold conversations. Your target is met.",
        "Vous échangez. Votre objectif est atteint."),
    ("met", MENTOR, CARE, codes(CARE),
        "Claire takes care of others. The target is met.",
        "Claire prend soin des autres. L’objectif est atteint."),
    ("met, and a rung beyond it", OWN, LISTENER, codes({**BROADCAST, **LISTENER}),
        "You broadcast. Your target is met.",
        "Vous publiez. Votre objectif est atteint."),
    ("the target changed to a nearer one", OWN, BROADCAST, codes(BROADCAST),
        "You broadcast. Your target is met.",
        "Vous publiez. Votre objectif est atteint."),
    ("the target changed to a further one", OWN, CARE, codes(BROADCAST),
        "You broadcast. Conversation is ten milestones away.",
        "Vous publiez. Encore dix jalons pour échanger."),
]  # fmt: skip


def report(reader, target, held, *, state=ACTIVE, as_of=TODAY, aside=()):
    """A report with these milestones held; without a target there is no agreement."""
    version = target and fluency.AgreementVersion(1, noon(1), target, frozenset(aside))
    attained = {
        code: fluency.Attainment(held=code in held, held_since=noon(2))
        for code in FRAMEWORK.milestones
    }
    history = fluency.History(agreements=(version,) if version else ())
    progress = fluency.progress_from(FRAMEWORK, history, noon(31), as_of, attained=attained)
    figures = MenteeFigures(
        CLAIRE, "spring", as_of, state, progress, 0, SessionFigures(), None, None
    )
    return MenteeReport(
        figures=figures,
        programme=PROGRAMME,
        reader=reader,
        today=TODAY,
        pairing=PairingFacts(1, 2, "Inès Garnier", state, day(1), SessionFigures()),
        started_on=day(1),
        agreement=AgreementCard(1, version, day(1), 21, "know") if version else None,
        purposes=(),
        attained=attained,
        history=history,
        trajectory=(),
        closed=(),
        next_milestones=(),
        pair_only=None,
    )


def in_both(say, subject):
    found = []
    for language in ("en", "fr"):
        with force_locale(language):
            found.append(say(subject))
    return found


@pytest.mark.parametrize(
    ("reader", "target", "held", "english", "french"), [case[1:] for case in CASES],
    ids=[f"{case[0]}, {case[1]}" for case in CASES],
)  # fmt: skip
def test_a_report_opens_with_one_true_sentence(babel, reader, target, held, english, french):
    assert in_both(opening, report(reader, target, held)) == [english, french]


# case · target · held · what else · English · French
OTHER_CASES = [
    ("the pairing is paused", CONVERSATION, ONE, {"state": PAUSED},
        "You are finding your bearings. Broadcasting is five milestones away.",
        "Vous prenez vos repères. Encore cinq jalons pour publier.",
        "The pairing is paused, and will go on from here.",
        "Le binôme est en pause et reprendra là où il en est."),
    ("ended with nothing held", CONVERSATION, [], {"state": ENDED},
        "You are at the start.",
        "Vous êtes au départ.",
        "The pairing is over.",
        "Le binôme est terminé."),
    ("ended without an agreement", None, [], {"state": ENDED},
        "No agreement was signed.",
        "Aucune charte n’a été signée.",
        "The pairing is over.",
        "Le binôme est terminé."),
    ("ended on the way", CONVERSATION, codes(BROADCAST), {"state": ENDED},
        "You broadcast. Six of 16 milestones are held.",
        "Vous publiez. Six jalons sur 16 sont franchis.",
        "The pairing is over. What was reached stays.",
        "Le binôme est terminé. Ce qui est franchi reste."),
    ("completed, and met", CONVERSATION, codes(CONVERSATION), {"state": PairingState.COMPLETED},
        "You hold conversations. Your target is met.",
        "Vous échangez. Votre objectif est atteint.",
        "Every area is at the stage that was agreed: a full success."
        " The pairing is over. What was reached stays.",
        "Chaque domaine est au palier convenu : c’est une pleine réussite."
        " Le binôme est terminé. Ce qui est franchi reste."),
    ("a listener, ended after one", LISTENER, ONE, {"state": ENDED},
        "One of eight milestones is held.",
        "Un jalon sur huit est franchi.",
        "The pairing is over. What was reached stays.",
        "Le binôme est terminé. Ce qui est franchi reste."),
    ("a past day before any agreement", None, [], {"as_of": TODAY - timedelta(days=20)},
        "No agreement was signed by that day.",
        "Ce jour-là, aucune charte n’était encore signée.",
        "",
        ""),
    ("a past day with everything ahead", CONVERSATION, [], {"as_of": TODAY - timedelta(days=20)},
        "You are at the start. 16 milestones lie ahead.",
        "Vous êtes au départ. 16 jalons restent à franchir.",
        "",
        ""),
    # A rung asks for what is set aside too: this target does not lead there, so it leads itself.
    ("a rung kept out of reach by what is set aside", CONVERSATION, codes(BROADCAST),
        {"aside": ["presence-2a"]},
        "You broadcast. Your target is nine milestones away.",
        "Vous publiez. Encore neuf jalons pour atteindre votre objectif.",
        "",
        ""),
    ("met, below the first rung, as one is set aside", BROADCAST, all_but(1, BROADCAST),
        {"aside": ["purpose-1a"]},
        "Your target is met.",
        "Votre objectif est atteint.",
        "Every area is at the stage that was agreed: a full success.",
        "Chaque domaine est au palier convenu : c’est une pleine réussite."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "held", "also", "english", "french", "under", "dessous"),
    [case[1:] for case in OTHER_CASES],
    ids=[case[0] for case in OTHER_CASES],
)
def test_what_stands_under_it(babel, target, held, also, english, french, under, dessous):
    told = report(OWN, target, held, **also)
    assert in_both(opening, told) == [english, french]
    assert in_both(deck, told) == [under, dessous.replace(" :", "\N{NO-BREAK SPACE}:")]


def test_every_rung_and_every_reader_has_its_sentence(babel):
    asked: dict[Area, int] = {}
    for rung in (Rung.BROADCAST, Rung.CONVERSATION, Rung.CARE):
        asked |= RUNG_ASKS[rung]
        for reader in Reader:
            told = in_both(opening, report(reader, asked, codes(asked)))
            assert len(set(told)) == 2
            assert all(text.count(".") == 2 for text in told)


def cohort(*ladder):
    """A programme with so many people on each rung; with nothing, too few for figures."""
    sessions = SessionTotals(0, 0, 0, None, None)
    totals = Totals(ladder, 0, 0, 0, 0, sessions, 0, 0, 0) if ladder else None
    return Cohort(PROGRAMME, HR, TODAY, TODAY, True, sum(ladder), totals, (), ())


# people on Start, Broadcast, Conversation, Proactive care · English · French
PROGRAMMES = [
    ((),
        "Too few people for figures about a group.",
        "Trop peu de personnes pour des chiffres de groupe."),
    ((0, 0, 0, 0),
        "Nobody has accepted a pairing yet.",
        "Aucun binôme n’est encore accepté."),
    ((1, 0, 0, 0),
        "1 person is at the start of the ladder.",
        "1 personne est au départ de l’échelle."),
    ((12, 0, 0, 0),
        "12 people are at the start of the ladder.",
        "12 personnes sont au départ de l’échelle."),
    ((11, 1, 0, 0),
        "1 of 12 people publishes, converses or goes further.",
        "1 personne sur 12 publie, échange ou va plus loin."),
    ((3, 5, 3, 1),
        "9 of 12 people publish, converse or go further.",
        "9 personnes sur 12 publient, échangent ou vont plus loin."),
    ((0, 5, 6, 1),
        "All 12 people publish, converse or go further.",
        "Les 12 personnes publient, échangent ou vont plus loin."),
    ((0, 0, 1, 0),
        "The one person who takes part publishes, converses or goes further.",
        "La seule personne du programme publie, échange ou va plus loin."),
]  # fmt: skip


@pytest.mark.parametrize(("ladder", "english", "french"), PROGRAMMES, ids=str)
def test_a_programme_opens_with_one_true_sentence(babel, ladder, english, french):
    assert in_both(cohort_opening, cohort(*ladder)) == [english, french]
