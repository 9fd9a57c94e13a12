"""A target as a path."""

from fractions import Fraction

from squad.framework.rules.model import Area
from squad.pairings.rules.path import find_path
from tests.support.fluency import CONVERSATION, make_framework


def test_stages_come_in_order_and_the_counts_add_up():
    path = find_path(make_framework(), CONVERSATION, (), 6)
    assert path.total == 16
    assert [(s.stage, s.count) for s in path.stretches] == [(1, 10), (2, 6)]
    assert path.per_session == Fraction(16, 6)
    assert (path.least, path.most) == (2, 3)


def test_what_is_set_aside_is_not_on_the_way():
    path = find_path(make_framework(), CONVERSATION, ("conversing-2b",), 5)
    assert (path.total, path.least, path.most) == (15, 3, 3)
    last = dict(path.stretches[1].areas)
    assert [m.code for m in last[Area.CONVERSING]] == ["conversing-2a"]


def test_an_empty_target_is_no_way_at_all():
    path = find_path(make_framework(), {}, (), 6)
    assert (path.total, path.stretches, path.most) == (0, (), 0)
