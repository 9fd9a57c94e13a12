"""What a person who may would send to each endpoint: valid, so that the action itself is reached.

Most bodies are the form that the endpoint's own page shows to somebody who may, filled in.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import insert, update

from squad.access.viewer import Role
from squad.coaching.models import Answer, Attainment, Observation
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.archives import pack
from squad.framework.queries import get_document
from squad.framework.rules.fluency import AnswerKind, Side
from squad.framework.rules.model import Autonomy, Evidence
from squad.kernel.clock import clock
from squad.pairings.models import AgreementVersion, Pairing
from squad.pairings.rules.states import PairingState
from squad.programmes.models import Programme
from tests.integration.access.matrix import EVERYBODY, MATRIX
from tests.integration.access.world import PASSWORD, STRANGER
from tests.support.uploads import upload

# Steps that are taken from another state than "active".
STATES = {
    "pairings.accept_pairing": PairingState.PROPOSED,
    "pairings.decline_pairing": PairingState.PROPOSED,
    "pairings.withdraw_pairing": PairingState.PROPOSED,
    "pairings.resume_pairing": PairingState.PAUSED,
}
# A token that nobody was given opens nothing: what a real one opens, test_links.py says.
# A code is of use to its mentee alone; to the others of the pair it is like any other six digits.
# Who offered times chooses none of them.
REFUSED_ALL_THE_SAME = {
    "accounts.use_link": 410,
    "coaching.enter_code": 422,
    "calendar.take_time": 422,
    # M has one mentee here, who is no group
    "room.log_huddle": 422,
}


def prepare(endpoint, world):
    """Bring the first programme's pairing to where the step is possible."""
    with unit_of_work():
        if state := STATES.get(endpoint):
            values = {"state": state}
            if state is PairingState.PROPOSED:
                values |= {
                    "mentor_accepted_at": None,
                    "mentee_accepted_at": None,
                    "expires_on": clock.today("UTC") + timedelta(days=7),
                }
            session.execute(
                update(Pairing).where(Pairing.id == world.ids["pairing"]).values(**values)
            )
        if endpoint == "coaching.recheck_milestone":
            session.execute(insert(Attainment).values(
                mentee_id=world.ids["mentee"], programme_id=world.ids["programme"],
                milestone_code="purpose-1a", held=True, at_start=False, pending=False,
                look_again=False, refresh_due=clock.today("UTC"),
            ))  # fmt: skip
        if endpoint in {"coaching.show_kept", "coaching.say_kept", "coaching.share_kept"}:
            end_long_ago(world)
        if endpoint == "pairings.archive_programme":
            over = clock.today("UTC") - timedelta(days=130)
            session.execute(
                update(Pairing)
                .where(Pairing.programme_id == world.ids["programme"])
                .values(state=PairingState.COMPLETED, ended_on=over)
            )
        if endpoint in {"coaching.rate_fluency", "coaching.say_brought"}:
            session.execute(update(Programme).values(planned_sessions=1))
        if endpoint == "pairings.sign_agreement":
            session.execute(
                update(AgreementVersion).values(mentor_signed_at=None, mentee_signed_at=None)
            )


def end_long_ago(world):
    """The pairing ended a hundred days ago, with one milestone confirmed just before."""
    ended_on, pairing_id = clock.today("UTC") - timedelta(days=100), world.ids["pairing"]
    at = clock.now() - timedelta(days=101)
    session.execute(update(Pairing).where(Pairing.id == pairing_id).values(
        state=PairingState.COMPLETED, ended_on=ended_on,
    ))  # fmt: skip
    shown = {
        "pairing_id": pairing_id, "mentee_id": world.ids["mentee"],
        "programme_id": world.ids["programme"], "milestone_code": "purpose-1a",
        "autonomy": Autonomy.ALONE, "evidence": Evidence.SEEN, "happened_on": at.date(),
        "known_at": at, "side": Side.MENTOR, "words": "",
    }  # fmt: skip
    made = session.scalar(insert(Observation).values(shown).returning(Observation.id))
    session.execute(insert(Answer).values(
        observation_id=made, sequence=1, kind=AnswerKind.CONFIRM, happened_on=at.date(),
        known_at=at, words="",
    ))  # fmt: skip


def send(endpoint, world, who, body):
    """The post of one person; whatever comes back."""
    visitor = world.visitor(who)
    arguments = world.arguments(endpoint)
    if endpoint.partition(".")[2] in {"choose_file", "choose_own_file"}:
        data = world.file_of(endpoint.partition("_")[0])
        return upload(visitor, endpoint, data, "a.csv", status=None, **arguments)
    if endpoint == "framework_drafts.import_draft":
        data = pack(get_document(world.ids["framework"]))
        return upload(visitor, endpoint, data, "a.zip", status=None)
    if endpoint == "pairings.end_pairing" and who not in "MEZ":
        body = [*body, ("reason", "other")]  # the two need give none
    return visitor.post_path(visitor.url(endpoint, **arguments), body, status=None)


def body_of(endpoint, world):
    """The fields to send, as a list of pairs."""
    filled = _filled(endpoint, world)
    return [(n, v) for n, v in _shown(endpoint, world) if n not in filled] + list(filled.items())


def _filled(endpoint, world):
    ids, today = world.ids, clock.today("Europe/Paris")
    soon = (today + timedelta(days=3)).isoformat()
    days = {"starts_on": soon, "ends_on": soon}
    role = {"person_id": ids["person"], "programme_id": ids["programme"], "role": Role.HR_VIEWER}
    words = {"password": "quatre malles rouges", "current": PASSWORD}
    bodies = {
        "accounts.sign_in": {"email": STRANGER, "password": PASSWORD},
        "accounts.change_password": words,
        "mentoring.edit_hours": {"hours": "3", "per": "month"},
        "mentoring.add_lesson": {"words": "I listen better than I thought"},
        "mentoring.say_confidence": {"show": "3"},
        "accounts.add_quiet_period": days,
        "accounts.invite_people": {"person": ids["newcomer"]},
        "programmes.grant_role": role,
        "programmes.remove_role": role,
        "programmes.create_programme": {"code": "next-edition", "name": "The next edition"},
        "programmes.add_closed_period": days,
        "people.add_person": {"family_name": "New", "email": "brand.new@example.org"},
        "pairings.propose_pairing": {
            "programme_id": ids["programme"], "mentor_id": ids["person"],
            "mentee_id": ids["newcomer"], "form_key": "once"},
        "matching.change_pair": {"choice": f"mentor-{ids['person']}"},
        "matching.add_people": {"person": ids["newcomer"], "capacity": "2"},
        "pairings.hand_over": {
            f"to_{ids['pairing']}": "Tim Target", "reason": "other"},
        "pairings.say_fit": {"answer": "talk"},
        "pairings.share_notes": {"answer": "no"},
        "pairings.raise_concern": {"words": "It does not feel right."},
        "nudges.note_call": {"outcome": "again"},
        "pairings.sign_agreement": {"number": "1"},
        "pairings.edit_agreement": {"place": "The canteen"},
        "coaching.save_draft": {"pairing": ids["pairing"], "note": "half a thought"},
        "coaching.answer_observation": {"kind": "confirm"},
        "coaching.show_milestone": {"autonomy": "alone"},
        "coaching.recheck_milestone": {"autonomy": "alone", "evidence": "seen"},
        "coaching.show_kept": {"autonomy": "alone", "evidence": "seen"},
        "coaching.say_kept": {"said": "no_longer"},
        "coaching.share_kept": {"shared": "1"},
        "coaching.back_observation": {"link": "https://example.org/thread"},
        "coaching.enter_code": {"code": ids["code"]},
        "coaching.rate_fluency": {"level_purpose": "1", "words_purpose": "knows why"},
        "coaching.offer_second_look": {"asked": ids["askable"]},
        "coaching.show_second_look": {"verdict": "alone", "words": "I saw it"},
        "coaching.say_brought": {f"answer_{ids['purpose']}": "partly"},
        "calendar.offer_times": {"day_1": soon, "clock_1": "10:00"},
        "calendar.take_time": {"number": "1"},
        "pairings.name_delegate": {"email": STRANGER},
        "coaching.tick_next_step": {"done": "1"},
        "reports.keep_view": {"view_name": "Sales"},
        "room.share_tip": {"area": "care", "words": "Answer by telephone first."},
        "room.choose_shown": {"places": "y"},
        "drills.play_drill": {"do": "save", "words_way": "three dots", "version": "1"},
        "drills.say_seen": {f"sight_{n}": "seen" for n in range(1, 5)} | {"version": "3"},
        "drills.state_milestone": {"known": "opened", "autonomy": "alone"},
    }  # fmt: skip
    return bodies.get(endpoint, {})


def _shown(endpoint, world):
    """The fields of the form that somebody who may sees, without what is that person's own."""
    visitor = world.visitor(_somebody(endpoint))
    page_of = {
        "confirm_import": endpoint.replace("confirm_import", "show_preview"),
        "copy_version": "framework_drafts.list_drafts",
        "publish_draft": "framework_drafts.show_changes",
        "add_closed_period": "programmes.show_programme",
        "keep_view": "reports.show_cohort",
        "run_matching": "matching.show_matching",
        "lock_pair": "matching.show_matching",
        "take_out": "matching.change_pair",
        "leave_pool": "matching.edit_enrolment",
    }.get(endpoint.partition(".")[2], endpoint)
    target = visitor.url(endpoint, **world.arguments(endpoint))
    page = visitor.get_path(visitor.url(page_of, **world.arguments(page_of)), status=None)
    if page.status != 200 or page.tree is None:
        return []
    forms = [f for f in page.forms(urlsplit(target).path) if f.get("method") == "post"]
    own = {"csrf_token", "form_key"}
    return [pair for pair in page.fields(forms[0]) if pair[0] not in own] if forms else []


def _somebody(endpoint):
    cells = dict(zip(EVERYBODY, MATRIX[endpoint], strict=True))
    return next(who for who in EVERYBODY if cells[who] == "y")
