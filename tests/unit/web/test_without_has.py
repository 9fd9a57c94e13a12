"""Browsers that do not know :has(), before 2023: nothing that matters rests on it alone.

Such a browser drops the whole rule. Each one has what takes its place, or is listed here with what
is missed without it. tests/e2e/test_older_browsers.py looks at the pages in such a browser.
"""

import re

import pytest

from squad.resources import STATIC

# What stands in `@supports not selector(:has(*))` for it.
REPLACED = {
    "html:has(.savebar)": "html",
    ".seg label:has(:checked)": ".seg input",
    ".two label:has(:checked)": ".two input",
    ".seg label:has(:checked)::before": ".seg input",
    ".two label:has(:checked)::before": ".two input",
    ".seg label:has(:focus-visible)": ".seg label:focus-within",
    ".two label:has(:focus-visible)": ".two label:focus-within",
    ".seg label:has(:checked:focus-visible)": ".seg label:focus-within",
    ".two label:has(:checked:focus-visible)": ".two label:focus-within",
    ".two:has(.v:checked) .clear": ".two .clear",
}
SPACE = "a distance alone"
MISSED = {
    ".savebar:has(> a.big)": "on a wide screen the bar stays where the page ends",
    ".lead > div:has(.btns) + div": SPACE,
    ".facts div:has(.words)": "words stay in their half of the line",
    ".asks .inline:has(.quiet)": SPACE,
    ".lead:has(+ .asking)": SPACE,
    ".on-phone main:not(:has(.savebar))": SPACE,
    ".on-phone main:has(.log[hidden])": SPACE,
    ".on-phone main:has(> .phone + *)": SPACE,
    ".savebar:has(.drill-bar)": SPACE,
    ".stacks thead:has(.sorts)": "a phone sorts by name",
    ".stacks thead:has(.sorts) tr": "as above",
    ".stacks thead:has(.sorts) th:not(.sorts)": "as above",
    ".report .sec:has(#next)": "paper has another page",
    ".report:has(#brought) .sec:has(#signs)": "as above",
    ".report .sec:has(#second-looks)": "as above",
}
SHEETS = "\n".join(
    re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    for sheet in sorted((STATIC / "css").glob("*.css"))
)


def selectors():
    """(conditions around it, selectors) of each rule."""
    found, open_blocks, at = [], [], 0
    for match in re.finditer(r"([^{}]*)([{}])", SHEETS):
        head = " ".join(match[1].split(";")[-1].split())
        if match[2] == "}":
            open_blocks.pop()
            continue
        if not head.startswith("@"):
            conditions = [block for block in open_blocks if block.startswith("@")]
            found.append((conditions, [each.strip() for each in split(head)]))
        open_blocks.append(head)
        at = match.end()
    assert at
    return found


def split(head):
    """Selectors at the commas that stand in no parentheses."""
    return re.split(r",(?![^(]*\))", head)


def is_for(condition, conditions):
    return f"@supports {condition}" in conditions


OF_HAS = [
    (conditions, names)
    for conditions, names in selectors()
    if any(":has(" in name for name in names)
    and not is_for("selector(:has(*))", conditions)
    and not any("forced-colors" in each for each in conditions)
]
INSTEAD = {
    name
    for conditions, names in selectors()
    if is_for("not selector(:has(*))", conditions)
    for name in names
}


def test_no_rule_takes_one_along_that_every_browser_knows():
    for _conditions, names in OF_HAS:
        assert all(":has(" in name for name in names), names


def test_each_is_replaced_or_missed_for_a_reason():
    used = {name for _conditions, names in OF_HAS for name in names}
    assert used == REPLACED.keys() | MISSED.keys()


@pytest.mark.parametrize("selector", REPLACED)
def test_what_takes_its_place_is_there(selector):
    assert REPLACED[selector] in INSTEAD
