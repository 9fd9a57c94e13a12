"""Ratings: when they are open, what is blind to whom, what is to be talked over."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.coaching.rules.ratings import (
    ASKED,
    FORMS,
    Course,
    Moment,
    Rating,
    RatingDraft,
    asks_of,
    check_open,
    check_rating,
    half_on,
    is_revealed,
    newest_own_view,
    open_until,
    reminds,
    to_talk_over,
    visible_to,
)
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.kernel.errors import DomainError
from squad.pairings.rules.states import PairingState
from squad.programmes.rules import Period

MONDAY = date(2026, 9, 7)
DAY = timedelta(days=1)
MENTOR, MENTEE = Side.MENTOR, Side.MENTEE


def course(*held, ended=None, agreed=MONDAY, stopped=(), state=None, planned=6):
    """A pairing accepted and agreed on a Monday; sessions on days after it."""
    finished = PairingState.COMPLETED if ended is not None else PairingState.ACTIVE
    return Course(
        state=state or finished,
        accepted_on=MONDAY,
        agreed_on=agreed,
        held_on=[MONDAY + days * DAY for days in held],
        ended_on=None if ended is None else MONDAY + ended * DAY,
        planned_sessions=planned,
        weeks=20,
        stopped=stopped,
    )


def open_at(it, day, side=MENTEE, given=()):
    return [ask.moment for ask in asks_of(it, side, MONDAY + day * DAY, given)]


def test_the_start_is_the_mentees_for_fourteen_days_that_count():
    assert open_at(course(), 0) == open_at(course(), 14) == [Moment.START]
    assert open_at(course(), 15) == open_at(course(), 0, MENTOR) == []
    august = [Period(MONDAY + 3 * DAY, MONDAY + 9 * DAY)]
    assert open_at(course(stopped=august), 21) == [Moment.START]
    assert open_at(course(stopped=august), 22) == []


def test_without_an_agreement_of_their_own_nothing_is_asked():
    assert [open_at(course(0, 1, 2, 3, 4, 5, agreed=None, ended=9), d) for d in (0, 9, 12)] == [
        [], [], []]  # fmt: skip


def test_half_way_is_the_third_of_six_sessions_or_half_of_the_weeks():
    assert half_on(course(1, 2)) == MONDAY + 70 * DAY
    assert half_on(course(1, 2, 9)) == MONDAY + 9 * DAY
    assert half_on(course(1, 2, 9, agreed=MONDAY + 20 * DAY)) == MONDAY + 20 * DAY
    assert half_on(course(agreed=None)) is None
    for side in Side:
        assert open_at(course(1, 2, 9), 9, side) == open_at(course(1, 2, 9), 23, side)
        assert open_at(course(1, 2, 9), 9, side) == [Moment.HALF]
    assert open_at(course(1, 2, 9), 24) == []


def test_half_way_closes_the_start_and_the_end_closes_half_way():
    assert open_at(course(1, 2, 3), 3) == [Moment.HALF]
    assert open_at(course(1, 2, 3, 4, 5, 6), 6) == [Moment.END]
    assert open_at(course(1, ended=5), 5) == [Moment.END]


def test_the_end_opens_with_the_last_planned_session_and_again_with_the_pairings_own():
    six = (1, 2, 3, 4, 5, 6)
    assert open_at(course(*six), 20, MENTOR) == [Moment.END]
    assert open_at(course(*six), 21, MENTOR) == []
    assert open_at(course(*six, ended=40), 54, MENTOR) == [Moment.END]
    assert open_at(course(*six, ended=40), 55, MENTOR) == []


def test_a_pause_stops_the_clock_and_the_reminders():
    paused = course(stopped=[Period(MONDAY + 2 * DAY, date.max)], state=PairingState.PAUSED)
    assert open_until(paused, Moment.START, MONDAY + 60 * DAY) == date.max
    assert reminds(paused, MONDAY)
    assert not reminds(paused, MONDAY + 2 * DAY)


def test_what_is_in_may_be_changed_until_the_reveal_and_not_after():
    it, day = course(1, 2, 3), MONDAY + 3 * DAY
    (ask,) = asks_of(it, MENTOR, day, {(Moment.HALF, MENTOR)})
    assert ask.given
    both = {(Moment.HALF, side) for side in Side}
    assert asks_of(it, MENTOR, day, both) == []
    check_open(it, Moment.HALF, MENTOR, day, {(Moment.HALF, MENTOR)})
    for side in Side:
        with pytest.raises(DomainError, match="rating_revealed"):
            check_open(it, Moment.HALF, side, day, both)
    with pytest.raises(DomainError, match="rating_not_open"):
        check_open(it, Moment.START, MENTOR, MONDAY, ())
    with pytest.raises(DomainError, match="rating_not_open"):
        check_open(it, Moment.END, MENTOR, day, ())


submissions = st.lists(
    st.tuples(st.sampled_from(FORMS), st.sampled_from(Side), st.booleans()), max_size=14
)


@given(submissions)
def test_no_order_lets_one_read_the_others_before_both_are_in(sent):
    """Whatever is sent in whatever order: what counts was said before the other's was read."""
    kept, given_ = [], set()
    read_before = {side: set() for side in Side}
    for number, (moment, side, with_then) in enumerate(sent, start=1):
        if side not in ASKED[moment] or is_revealed(moment, given_):
            continue
        other = MENTOR if side is MENTEE else MENTEE
        assert (moment, other) not in read_before[side]
        kept.append(Rating(moment, side, number, MONDAY, {Area.PURPOSE: number % 4}))
        given_.add((moment, side))
        if moment is Moment.END and side is MENTEE and with_then:
            kept.append(Rating(Moment.THEN, side, number, MONDAY, {Area.PURPOSE: 0}))
        for reader in Side:
            for read in visible_to(reader, kept):
                if read[1] is not reader:
                    read_before[reader].add(read)
                    both = {m for m in FORMS if {(m, MENTOR), (m, MENTEE)} <= given_}
                    needed = {Moment.START: both, Moment.THEN: both & {Moment.END}}
                    assert needed.get(read[0], both & {read[0]})
    for side in Side:
        own = {key for key in visible_to(side, kept) if key[1] is side}
        assert {key for key in own if key[0] is not Moment.THEN} == {
            key for key in given_ if key[1] is side
        }


def test_both_read_both_once_both_are_in():
    kept = [
        Rating(moment, side, 1, MONDAY, {Area.PURPOSE: 1})
        for moment in Moment
        for side in ASKED[moment]
    ]
    assert visible_to(MENTOR, kept).keys() == visible_to(MENTEE, kept).keys()
    assert len(visible_to(MENTOR, kept)) == 6


def test_the_newest_version_counts_and_a_then_left_out_of_it_is_gone():
    kept = [Rating(Moment.END, MENTEE, n, MONDAY, {Area.PURPOSE: n}) for n in (2, 1)]
    kept.append(Rating(Moment.THEN, MENTEE, 1, MONDAY, {Area.PURPOSE: 0}))
    seen = visible_to(MENTEE, kept)
    assert seen.keys() == {(Moment.END, MENTEE)}
    assert seen[Moment.END, MENTEE].levels == {Area.PURPOSE: 2}


def test_where_sight_and_observation_differ_it_is_an_agenda():
    early = Rating(Moment.START, MENTEE, 1, MONDAY, {Area.CARE: 1})
    late = Rating(Moment.HALF, MENTEE, 1, MONDAY, {Area.PURPOSE: 1, Area.CARE: 2})
    seen = {(r.moment, r.side): r for r in (early, late)}
    assert newest_own_view(seen) is late
    assert newest_own_view({}) is None
    assert to_talk_over(late, {Area.PURPOSE: 1, Area.CARE: 0}) == [Area.CARE]
    assert to_talk_over(None, {Area.PURPOSE: 1}) == []


def test_a_rating_says_at_least_one_stage_and_at_most_a_sentence():
    check_rating(RatingDraft({Area.CARE: 0}, {Area.CARE: "x" * 300}))
    with pytest.raises(DomainError, match="rating_nothing_said"):
        check_rating(RatingDraft({}, {Area.CARE: "x"}))
    with pytest.raises(DomainError, match="rating_words_too_long") as refused:
        check_rating(RatingDraft({Area.CARE: 0}, {Area.CARE: "x" * 301}))
    assert refused.value.field == "words_care"
