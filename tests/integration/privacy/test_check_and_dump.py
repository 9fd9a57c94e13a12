"""`squad check` names whatever differs; `squad dump` feeds an oracle that knows nothing of us."""

from datetime import date, datetime, timedelta
from itertools import count

import pytest
import time_machine
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Date, Integer, String, select, text

from squad.coaching.actions.answers import answer_observations
from squad.coaching.actions.moving import move_framework
from squad.coaching.actions.observations import (
    state_milestone,
    withdraw_observation,
)
from squad.coaching.actions.sessions import log_session
from squad.coaching.models import Observation
from squad.coaching.queries.contexts import find_context_for
from squad.coaching.rules.log import CoachingState, SessionDraft
from squad.coaching.rules.moving import suggested, write_mapping
from squad.coaching.rules.statements import StatedMilestone
from squad.db.base import Base
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.types import Code, Encrypted, UtcDateTime
from squad.db.unit_of_work import unit_of_work
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import AnswerKind
from squad.framework.rules.model import Autonomy, Evidence
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError
from squad.pairings.rules.clocks import PlannedTime
from squad.privacy.check import DERIVED, find_differences
from squad.privacy.dump import SECRETS, dump_tables
from squad.programmes.models import Programme
from tests import oracle
from tests.support.frameworks import newer_version

keys = count(1)
lives = count(1)


def context_of(make, pairing, person):
    viewer = make.viewer(person)
    return viewer, find_context_for(viewer, pairing.id, now=clock.now(), lock=True)


def log(make, pairing, *statements, minutes=45, next_at=None, on=None):
    with unit_of_work():
        viewer, context = context_of(make, pairing, pairing_people(pairing)[0])
        draft = SessionDraft(
            CoachingState.HELD, on or context.today, minutes=minutes, note="a note",
            next_at=next_at,
        )  # fmt: skip
        log_session(
            by=viewer, context=context, draft=draft, form=FormKey(f"k{next(keys)}", "h"),
            statements=statements,
        )  # fmt: skip


def pairing_people(pairing):
    from squad.people.models import Person

    return session.get(Person, pairing.mentor_id), session.get(Person, pairing.mentee_id)


def answer(make, pairing, kind, *codes):
    with unit_of_work():
        viewer, context = context_of(make, pairing, pairing_people(pairing)[1])
        query = select(Observation.id).where(Observation.pairing_id == pairing.id)
        if codes:
            query = query.where(Observation.milestone_code.in_(codes))
        answer_observations(
            by=viewer, context=context, kinds=dict.fromkeys(session.scalars(query).all(), kind)
        )


def alone(code, evidence=Evidence.SEEN):
    return StatedMilestone(code, Autonomy.ALONE, evidence)


@pytest.fixture
def lived(make):
    """A pairing with sessions, statements and answers of every kind."""
    pairing = make.pairing()
    log(
        make, pairing, alone("purpose-1a"), alone("presence-1b"), alone("listening-1a"),
        next_at=clock.now() + timedelta(days=14),
    )  # fmt: skip
    answer(make, pairing, AnswerKind.CONFIRM, "purpose-1a")
    answer(make, pairing, AnswerKind.LOOK_AGAIN, "listening-1a")
    make.tip(pairing.programme_id, pairing.mentor_id)
    return pairing


def test_what_was_lived_agrees(lived):
    assert list(find_differences()) == []


COLUMNS = [(table, column) for table, columns in DERIVED.items() for column in columns]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda value: value)
def test_a_changed_derived_column_is_named(lived, table, column):
    session.rollback()
    target = Base.metadata.tables[table].c[column]
    key = next(iter(Base.metadata.tables[table].primary_key.columns))
    with unit_of_work():
        row = session.execute(select(target, key).order_by(target.is_(None), key).limit(1)).one()
        session.execute(
            Base.metadata.tables[table]
            .update()
            .where(key == row[1], target.is_not_distinct_from(row[0]))
            .values({column: other_than(target, row[0])})
        )
    session.expire_all()
    named = {(d.table, d.column) for d in find_differences()}
    assert (table, column) in named or (table, "row") in named


def other_than(column, value):
    if isinstance(column.type, Boolean):
        return not value
    if isinstance(column.type, UtcDateTime):
        return (value or clock.now()) + timedelta(seconds=7)
    if isinstance(column.type, Date):
        return (value or date(2026, 1, 5)) + timedelta(days=1)
    if isinstance(column.type, Integer):
        return (value or 0) + 1
    if column.name == "planned":
        return (*value, PlannedTime(clock.now()))
    if isinstance(column.type, Code):
        return next(each for each in column.type.kind if each is not value)
    assert isinstance(column.type, (String, JSON))
    return f"{value}x"


def test_dump_keeps_secrets_and_pair_text_out(lived, tmp_path):
    session.rollback()
    dict(dump_tables(tmp_path))
    everything = "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert "a note" not in everything
    for name in SECRETS:
        table, column = name.split(".")
        assert f'"{column}"' not in (tmp_path / f"{table}.jsonl").read_text()
    encrypted = [c for t in Base.metadata.sorted_tables for c in t.columns
                 if isinstance(c.type, Encrypted)]  # fmt: skip
    assert encrypted
    assert "gAAAA" in (tmp_path / "coaching_sessions.jsonl").read_text()


def agreed(world, key, upto):
    """Our stored progress of one mentee against the oracle's own counting."""
    stored = session.execute(
        text("SELECT * FROM progress WHERE mentee_id = :m AND programme_id = :p"),
        {"m": key[0], "p": key[1]},
    ).mappings().one()  # fmt: skip
    seen = oracle.Oracle(world, *key).report(upto, upto.date())
    assert stored["headline"] == seen["headline_stage"]
    for name in ("held", "at_start", "set_aside", "total"):
        assert stored[name] == seen["target"][name], name
    assert bool(stored["target_met"]) == seen["target_met"]
    for area in seen["areas"]:
        assert stored[f"stage_{area['area']}"] == area["stage"]


CODES = ["purpose-1a", "purpose-1b", "presence-1b", "presence-1c", "presence-2a", "publishing-1b"]
STEPS = st.tuples(
    st.sampled_from(["state", "correct", "confirm", "look_again", "undo", "withdraw", "log"]),
    st.sampled_from(CODES),
    st.sampled_from(list(Autonomy)),
    st.sampled_from([Evidence.CHECKED, Evidence.SEEN, Evidence.TOLD]),
    st.booleans(),
)


# Shrinking a life costs minutes; a failing one is printed whole instead.
@hypothesis_settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(st.lists(STEPS, min_size=5, max_size=25))
def test_the_oracle_agrees_after_random_lives(make, tmp_path_factory, steps):
    pairing = make.pairing(mentor=make.person(), mentee=make.person())
    # Each life begins after the ones before it: nothing that is known lies ahead.
    begin = clock.now() + timedelta(days=2 * next(lives))
    for number, step in enumerate(steps):
        with time_machine.travel(begin + timedelta(hours=number), tick=False):
            live(make, pairing, *step)
    upto = begin + timedelta(hours=len(steps))
    with time_machine.travel(upto, tick=False):
        session.rollback()
        session.expire_all()
        assert list(find_differences()) == []
        folder = tmp_path_factory.mktemp("dump")
        dict(dump_tables(folder))
        world = oracle.read_dump(folder)
        agreed(world, (pairing.mentee_id, pairing.programme_id), upto)


@hypothesis_settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
@given(
    st.lists(STEPS, min_size=4, max_size=12),
    st.lists(STEPS, min_size=1, max_size=8),
    st.dictionaries(st.sampled_from(CODES[1:]), st.sampled_from([*CODES[1:], None])),
)
def test_the_oracle_agrees_after_lives_with_a_move(make, tmp_path_factory, before, after, mapped):
    programme = make.programme()
    pairing = make.pairing(programme, make.person(), make.person())
    coordinator = make.viewer(make.coordinator(programme))
    begin = clock.now() + timedelta(days=2 * next(lives))
    for number, step in enumerate(before):
        with time_machine.travel(begin + timedelta(hours=number), tick=False):
            live(make, pairing, *step)
    moved_at = begin + timedelta(hours=len(before))
    with time_machine.travel(moved_at, tick=False):
        old = programme.framework_version_id
        new = newer_version(old, f"2099.{next(lives)}")
        mapping = {**suggested(get_framework(old), get_framework(new)), **mapped}
        version = session.get_one(Programme, programme.id).version
        session.rollback()
        with unit_of_work():
            move_framework(
                programme_id=programme.id, version=version, to_version_id=new,
                mapping=write_mapping(mapping), by=coordinator,
                form=FormKey(f"m{next(keys)}", "h"),
            )  # fmt: skip
    for number, step in enumerate(after, start=1):
        with time_machine.travel(moved_at + timedelta(hours=number), tick=False):
            live(make, pairing, *step)
    upto = moved_at + timedelta(hours=len(after) + 1)
    with time_machine.travel(upto, tick=False):
        session.rollback()
        session.expire_all()
        assert list(find_differences()) == []
        folder = tmp_path_factory.mktemp("dump")
        dict(dump_tables(folder))
        agreed(oracle.read_dump(folder), (pairing.mentee_id, pairing.programme_id), upto)


def live(make, pairing, what, code, autonomy, evidence, by_mentee):
    """One step of a life; what the rules refuse simply does not happen."""
    mentor, mentee = pairing_people(pairing)
    person = mentee if by_mentee else mentor
    last = session.scalars(
        select(Observation.id)
        .where(Observation.pairing_id == pairing.id, Observation.milestone_code == code)
        .order_by(Observation.id.desc())
    ).first()
    session.rollback()
    try:
        with unit_of_work():
            viewer, context = context_of(make, pairing, person)
            if what in {"state", "correct"}:
                corrects = last if what == "correct" else None
                stated = StatedMilestone(code, autonomy, evidence, corrects=corrects)
                state_milestone(
                    by=viewer, context=context, stated=stated, on=context.today,
                    form=FormKey(f"k{next(keys)}", "h"),
                )  # fmt: skip
            elif what == "log" and not by_mentee:
                stated = (StatedMilestone(code, Autonomy.ALONE, Evidence.SEEN),)
                log_session(
                    by=viewer, context=context, statements=stated,
                    draft=SessionDraft(CoachingState.HELD, context.today, minutes=45),
                    form=FormKey(f"k{next(keys)}", "h"),
                )  # fmt: skip
            elif what == "withdraw" and last:
                withdraw_observation(
                    by=viewer, context=context, observation=session.get(Observation, last)
                )
            elif last and what in set(AnswerKind):
                answer_observations(by=viewer, context=context, kinds={last: AnswerKind(what)})
    except DomainError:
        session.rollback()


def test_no_instant_of_a_dump_lacks_its_zone(lived, tmp_path):
    session.rollback()
    dict(dump_tables(tmp_path))
    world = oracle.read_dump(tmp_path)
    assert all(isinstance(o["known_at"], datetime) for o in world["observations"])
