"""The wait after failed tries, as a table."""

from datetime import UTC, datetime, timedelta

import pytest

from squad.accounts.rules.throttle import Failures, network_of, wait_before_try

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "wait"),
    [(0, 0), (1, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (99, 900)],
)
def test_five_tries_are_free_then_each_doubles_the_wait_up_to_fifteen_minutes(failures, wait):
    tried = Failures(failures, NOW if failures else None, None)
    assert wait_before_try(tried, NOW) == timedelta(seconds=wait)


def test_the_wait_passes():
    tried = Failures(5, NOW, None)
    assert wait_before_try(tried, NOW + timedelta(seconds=29)) == timedelta(seconds=1)
    assert wait_before_try(tried, NOW + timedelta(seconds=30)) == timedelta()
    assert wait_before_try(tried, NOW + timedelta(days=1)) == timedelta()


def test_a_hundred_failures_of_an_address_in_a_quarter_of_an_hour_make_it_wait():
    tried = Failures(0, None, NOW - timedelta(minutes=10))
    assert wait_before_try(tried, NOW) == timedelta(minutes=5)
    assert wait_before_try(tried, NOW + timedelta(minutes=6)) == timedelta()


def test_a_clock_that_went_back_never_makes_the_wait_longer_than_fifteen_minutes():
    tried = Failures(20, NOW + timedelta(hours=3), NOW + timedelta(hours=3))
    assert wait_before_try(tried, NOW) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_one_household_is_one_address(address, counted):
    assert network_of(address) == counted
