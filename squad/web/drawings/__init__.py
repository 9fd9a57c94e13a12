"""Drawings as pure functions: plain values in, safe SVG out, classes only, no style, no script."""

from squad.web.drawings.bars import bars, ladder_bar, stacks
from squad.web.drawings.course import course
from squad.web.drawings.heat import heat
from squad.web.drawings.icons import readers, tick, warning
from squad.web.drawings.marks import STATES, area_cell, beads, mark
from squad.web.drawings.minutes import minutes_strip
from squad.web.drawings.signs import rung, sign
from squad.web.drawings.steps import Beside, Closed, steps
from squad.web.drawings.strips import Strip, strips

__all__ = [
    "STATES",
    "Beside",
    "Closed",
    "Strip",
    "area_cell",
    "bars",
    "beads",
    "course",
    "heat",
    "ladder_bar",
    "mark",
    "minutes_strip",
    "readers",
    "rung",
    "sign",
    "stacks",
    "steps",
    "strips",
    "tick",
    "warning",
]
