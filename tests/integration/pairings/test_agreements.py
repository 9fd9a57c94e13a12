"""The agreement: written, signed by both, changed as a new version, read by the two."""

from sqlalchemy import select, text

from squad.db.session import session
from squad.framework.rules.model import Area
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.queries import list_agreement_history
from squad.pairings.rules.states import PairingState
from squad.programmes.models import Programme

CANARY = "kingfisher"
WORDS = {
    "purposes-0-kind": "support",
    "purposes-0-sign_of_success": f"{CANARY} sign",
    "purposes-0-value_at_start": f"{CANARY} value",
    "set_asides-0-milestone": "conversing-2b",
    "set_asides-0-reason": f"{CANARY} reason",
    "networks": ["public", "internal"],
    "communities": f"{CANARY} communities",
    "place": f"{CANARY} place",
    "out_of_bounds": f"{CANARY} bounds",
    "ask_before_publishing": f"{CANARY} ask",
}


def write(visitor, pairing, status=303, **changes):
    page = visitor.get("pairings.edit_agreement", pairing_id=pairing.id)
    return page.submit(status=status, **{**WORDS, **changes})


def sign(visitor, pairing, status=303):
    page = visitor.get("pairings.show_agreement", pairing_id=pairing.id)
    return page.submit(f"/pairings/{pairing.id}/agreement/sign", status=status)


def test_it_is_in_force_and_the_pairing_active_once_both_have_signed(make, visitor_of):
    pairing = make.pairing(state="accepted")
    mentor, mentee = visitor_of(make.mentor_of(pairing)), visitor_of(make.mentee_of(pairing))
    shown = mentor.follow(write(mentor, pairing))
    assert f"{CANARY} sign" in shown.text
    assert "Whoever runs the server, and holds both the key and the data" in shown.text
    sign(mentor, pairing)
    assert session.get(Pairing, pairing.id).state is PairingState.ACCEPTED
    page = mentee.follow(sign(mentee, pairing))
    assert page.h1 == "What you agreed"
    assert session.get(Pairing, pairing.id).state is PairingState.ACTIVE
    history = list_agreement_history(pairing.mentee_id, pairing.programme_id)
    assert [(v.number, v.set_aside) for v in history] == [(1, frozenset({"conversing-2b"}))]
    assert history[0].targets[Area.CONVERSING] == 2
    assert Area.CARE not in history[0].targets


def test_signing_twice_signs_once_and_what_was_not_read_is_refused(make, visitor_of):
    pairing = make.pairing(state="accepted")
    mentor, mentee = visitor_of(make.mentor_of(pairing)), visitor_of(make.mentee_of(pairing))
    write(mentor, pairing)
    read = mentee.get("pairings.show_agreement", pairing_id=pairing.id)
    address = f"/pairings/{pairing.id}/agreement/sign"
    page = mentor.get("pairings.show_agreement", pairing_id=pairing.id)
    first = page.submit(address, status=303)
    assert page.submit(address, status=303).location == first.location  # a double click
    (version,) = session.scalars(select(AgreementVersion)).all()
    assert version.mentor_signed_at
    assert not version.mentee_signed_at
    write(mentor, pairing, place="elsewhere")
    refused = read.submit(address, status=422)
    assert "Read version 2, then sign it." in refused.text
    assert session.get(Pairing, pairing.id).state is PairingState.ACCEPTED


def test_a_change_is_a_new_version_that_says_what_changed(make, visitor_of):
    pairing = make.pairing(state="active")
    mentor = visitor_of(make.mentor_of(pairing))
    write(mentor, pairing, target_conversing="3")
    page = mentor.get("pairings.show_agreement", pairing_id=pairing.id)
    assert page.h1 == "What you are about to agree"
    assert "Target: ConversingStage 2Stage 3" in page.text
    assert "Set aside: conversing-2b–kingfisher reason" in page.text
    first = mentor.get("pairings.show_agreement_version", pairing_id=pairing.id, number=1)
    assert first.h1 == "What you agreed"
    assert "Sign version" not in first.text
    in_force = list_agreement_history(pairing.mentee_id, pairing.programme_id)
    assert [v.targets[Area.CONVERSING] for v in in_force] == [2]
    mentor.get("pairings.show_agreement_version", pairing_id=pairing.id, number=9, status=404)


def test_saving_without_a_change_makes_no_version(make, visitor_of):
    pairing = make.pairing(state="accepted")
    mentor = visitor_of(make.mentor_of(pairing))
    write(mentor, pairing)
    mentor.get("pairings.edit_agreement", pairing_id=pairing.id).submit(status=303)
    assert len(session.scalars(select(AgreementVersion)).all()) == 1


def test_two_who_write_at_once_lose_nothing(make, visitor_of):
    pairing = make.pairing(state="accepted")
    mentor, mentee = visitor_of(make.mentor_of(pairing)), visitor_of(make.mentee_of(pairing))
    hers = mentee.get("pairings.edit_agreement", pairing_id=pairing.id)
    write(mentor, pairing, place="Room 4")
    both = hers.submit(status=409, **{**WORDS, "place": "The garden"})
    assert "Room 4" in both.text
    assert "The garden" in both.text
    both.submit(status=303)
    versions = session.scalars(select(AgreementVersion).order_by(AgreementVersion.number)).all()
    assert [(v.number, v.place) for v in versions] == [(1, "Room 4"), (2, "The garden")]


def test_what_is_wrong_is_said_and_nothing_is_lost(make, visitor_of):
    pairing = make.pairing(state="accepted")
    mentor = visitor_of(make.mentor_of(pairing))
    wrong = write(
        mentor,
        pairing,
        status=422,
        **{
            "purposes-0-sign_of_success": "",
            "networks": None,
            "target_presence": "0",
            "cadence_days": "soon",
        },
    )
    assert "Enter a whole number, in figures." in wrong.text
    wrong = write(
        mentor,
        pairing,
        status=422,
        **{
            "purposes-0-sign_of_success": "",
            "networks": None,
            "target_presence": "0",
            "set_asides-1-milestone": "conversing-2a",
        },
    )
    for sentence in (
        "Write how the mentee will notice that it works.",
        "Choose at least one kind of network.",
        "Keep Purpose and Presence & safety in the target, at stage 1 or more.",
        "Another milestone of the same area and stage is already set aside.",
        "Write why conversing-2a is not for this role.",
    ):
        assert sentence in wrong.text
    assert f"{CANARY} bounds" in wrong.text
    assert session.scalars(select(AgreementVersion)).all() == []


def test_show_counts_without_saving(make, visitor_of):
    pairing = make.pairing(state="accepted")
    mentor = visitor_of(make.mentor_of(pairing))
    page = mentor.get("pairings.edit_agreement", pairing_id=pairing.id)
    before = page.text
    shown = page.submit(target_care="1", button=("show", "1"), status=200, **WORDS)
    assert count(shown.text) == count(before) + 2 - 1
    assert f"{CANARY} bounds" in shown.text
    assert session.scalars(select(AgreementVersion)).all() == []


def count(words):
    return int(words.split(" milestones to hold.")[0].split()[-1])


def test_nothing_is_written_before_both_accepted_or_after_the_end(make, visitor_of):
    for state in ("proposed", "ended"):
        pairing = make.pairing(state=state)
        visitor = visitor_of(make.mentor_of(pairing))
        visitor.get("pairings.edit_agreement", pairing_id=pairing.id, status=409)


def test_after_a_rematch_the_words_stay_with_the_former_pair(make, visitor_of):
    programme, claire = make.programme(), make.person("Claire Dumas")
    former = make.pairing(programme, mentee=claire, state="ended", agreement=False)
    make.agreement(
        former, purposes=[("support", f"{CANARY} sign", "none")], set_aside=["listening-1a"]
    )
    pairing = make.pairing(
        programme, mentor=make.person("Ole Berg"), mentee=claire, state="accepted"
    )
    new = visitor_of(make.mentor_of(pairing)).get("pairings.edit_agreement", pairing_id=pairing.id)
    assert CANARY not in new.html
    assert selected(new, "set_asides-0-milestone") == "listening-1a"
    assert selected(new, "purposes-0-kind") == "support"
    hers = visitor_of(claire).get("pairings.edit_agreement", pairing_id=pairing.id)
    assert f"{CANARY} sign" in hers.html


def test_a_set_aside_that_is_carried_over_needs_no_reason(make, visitor_of):
    programme, claire = make.programme(), make.person("Claire Dumas")
    former = make.pairing(programme, mentee=claire, state="ended", agreement=False)
    make.agreement(former, set_aside=["listening-1a"])
    pairing = make.pairing(programme, mentee=claire, state="accepted")
    mentor = visitor_of(make.mentor_of(pairing))
    at = {"pairing_id": pairing.id}
    words = {name: text for name, text in WORDS.items() if "set_asides" not in name}
    page = mentor.get("pairings.edit_agreement", **at)
    assert "its reason stays with that pair" in page.text
    new = {"set_asides-1-milestone": "conversing-2b", "set_asides-1-reason": ""}
    refused = page.submit(status=422, **words, **new)
    assert "Write why conversing-2b is not for this role." in refused.text
    assert "Write why listening-1a" not in refused.text
    page.submit(status=303, **words)
    shown = mentor.get("pairings.show_agreement", **at)
    assert "Carried over from an earlier agreement." in shown.text
    sign(mentor, pairing)
    sign(visitor_of(claire), pairing)
    page = mentor.get("pairings.edit_agreement", **at)
    page.submit(status=303, place="Room 12")  # the next version carries it over once more
    page = mentor.get("pairings.edit_agreement", **at)
    page.submit(status=303, **{"set_asides-0-reason": f"{CANARY} reason"})
    page = mentor.get("pairings.edit_agreement", **at)
    refused = page.submit(status=422, **{"set_asides-0-reason": ""})
    assert "Write why listening-1a is not for this role." in refused.text


def selected(page, name):
    return dict(page.fields(page.main_form()))[name]


def test_nobody_else_reads_a_word(make, visitor_of):
    pairing = make.pairing(state="accepted")
    mentor = visitor_of(make.mentor_of(pairing))
    write(mentor, pairing)
    sign(mentor, pairing)
    sign(visitor_of(make.mentee_of(pairing)), pairing)
    programme = session.get(Programme, pairing.programme_id)
    outsiders = {
        "coordinator": make.coordinator(programme),
        "hr": make.hr_viewer(programme),
        "administrator": make.administrator(),
        "another pair": make.mentor_of(make.pairing(programme)),
        "nobody": make.person(),
    }
    for name, person in outsiders.items():
        visitor = visitor_of(person)
        at = {"pairing_id": pairing.id}
        for endpoint, more in (
            ("pairings.list_pairings", {}),
            ("pairings.show_pairing", at),
            ("pairings.show_agreement", at),
            ("pairings.edit_agreement", at),
            ("pairings.show_agreement_version", {**at, "number": 1}),
            ("programmes.show_programme", {"programme_id": programme.id}),
        ):
            page = visitor.get(endpoint, status=None, **more)
            assert CANARY not in page.html, (name, endpoint)
            if "agreement" in endpoint:
                assert page.status in {403, 404}, (name, endpoint)


def test_it_is_ciphertext_in_the_database(make, visitor_of):
    pairing = make.pairing(state="accepted")
    write(visitor_of(make.mentor_of(pairing)), pairing)
    for table in ("agreement_versions", "agreement_purposes", "agreement_set_asides"):
        rows = session.execute(text(f"SELECT * FROM {table}")).all()
        assert rows
        assert CANARY not in str(rows)


def test_a_held_milestone_cannot_be_set_aside(make, visitor_of):
    from squad.coaching.models import Attainment
    from squad.db.unit_of_work import unit_of_work

    pairing = make.pairing(state="accepted")
    with unit_of_work():
        session.add(
            Attainment(
                mentee_id=pairing.mentee_id,
                programme_id=pairing.programme_id,
                milestone_code="conversing-2b",
                held=True,
                at_start=False,
                pending=False,
                look_again=False,
            )
        )
    wrong = write(visitor_of(make.mentor_of(pairing)), pairing, status=422)
    assert "conversing-2b is already held. It cannot be set aside." in wrong.text


def test_there_is_nothing_to_sign_before_anything_is_written(make, visitor_of):
    pairing = make.pairing(state="accepted")
    mentor = visitor_of(make.mentor_of(pairing))
    mentor.post("pairings.sign_agreement", {"number": "1"}, pairing_id=pairing.id, status=404)


def test_a_version_that_cannot_be_read_is_a_stale_one(make, visitor_of):
    pairing = make.pairing()
    mentor = visitor_of(make.mentor_of(pairing))
    page = mentor.get("pairings.edit_agreement", pairing_id=pairing.id)
    both = page.submit(status=409, based_on="9" * 5000, place="The garden")
    assert "The garden" in both.text
    mentor.post("pairings.sign_agreement", {"number": "x"}, pairing_id=pairing.id, status=422)


def test_the_first_version_is_number_one_whatever_the_form_says(make, visitor_of):
    pairing = make.pairing(state="accepted")
    mentor = visitor_of(make.mentor_of(pairing))
    page = mentor.get("pairings.edit_agreement", pairing_id=pairing.id)
    page.submit(status=303, **{**WORDS, "based_on": "77"})
    session.expire_all()
    assert session.scalars(select(AgreementVersion.number)).all() == [1]
