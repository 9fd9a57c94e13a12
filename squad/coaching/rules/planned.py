"""A planned session that is called off: how much notice there was."""

from datetime import date

from squad.coaching.rules.log import Notice


def notice_of(planned_on: date, today: date) -> Notice:
    """The notice if it is called off today; afterwards there was none."""
    days = (planned_on - today).days
    if days >= 2:
        return Notice.TWO_DAYS_OR_MORE
    if days == 1:
        return Notice.DAY_BEFORE
    return Notice.SAME_DAY if days == 0 else Notice.NONE
