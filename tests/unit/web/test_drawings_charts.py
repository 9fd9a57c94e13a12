"""The charts: titled, escaped, inside their box, with labels that stay off each other."""

import re
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.web import drawings

NASTY = "<b>&\"'</b>"
NAMES = ("Start", "Broadcast", "Conversation", "Proactive care")
FRENCH = ("Départ", "Je publie", "J’échange", "Je prends soin")
START = date(2026, 6, 30)


def parse(drawing) -> ET.Element:
    root = ET.fromstring(str(drawing))
    assert all("style" not in node.attrib for node in root.iter())
    return root


def box(root) -> tuple[float, float]:
    return tuple(float(part) for part in root.attrib["viewBox"].split()[2:])


def texts(root) -> list[ET.Element]:
    return list(root.iter("text"))


def words(root) -> list[str]:
    return [node.text for node in texts(root)]


def coordinates(root) -> list[tuple[float, float]]:
    """Every point that the drawing names, paths included (they use M, H, V and Z alone)."""
    found = []
    for node in root.iter():
        at = node.attrib
        for x, y in (("x", "y"), ("cx", "cy"), ("x1", "y1"), ("x2", "y2")):
            if x in at:
                found.append((float(at[x]), float(at[y])))
        if node.tag == "rect":
            corner = (float(at["x"]) + float(at["width"]), float(at["y"]) + float(at["height"]))
            assert float(at["width"]) >= 0
            assert float(at["height"]) >= 0
            found.append(corner)
        if node.attrib.get("class", "").startswith(("c-line", "c-area")):
            found.extend(path_points(at["d"]))
    return found


def path_points(path: str) -> list[tuple[float, float]]:
    x = y = 0.0
    found = []
    for command, rest in re.findall(r"([MHV])([-\d. ]+)", path):
        values = [float(value) for value in rest.split()]
        x, y = {
            "M": lambda v=values: (v[0], v[1]),
            "H": lambda v=values, y=y: (v[0], y),
            "V": lambda v=values, x=x: (x, v[0]),
        }[command]()
        found.append((x, y))
    return found


def extent(node) -> tuple[float, float, float, float]:
    """About the box of a label, a little tighter than the drawing reckons it."""
    value = "c-val" in node.attrib["class"]
    width = len(node.text) * (10.5 if value else 7.2)
    x, y = float(node.attrib["x"]), float(node.attrib["y"])
    centred = node.attrib.get("text-anchor") == "middle" or "c-in" in node.attrib["class"]
    left = {"end": x - width}.get(node.attrib.get("text-anchor"), x - width / 2 if centred else x)
    return left, y - (14 if value else 11), left + width, y


def assert_sound(root) -> None:
    width, height = box(root)
    for x, y in coordinates(root):
        assert -0.1 <= x <= width + 0.1
        assert -0.1 <= y <= height + 0.1
    extents = [(node.text, extent(node)) for node in texts(root) if node.text]
    for word, (left, top, right, bottom) in extents:
        assert left >= -1, word
        assert right <= width + 1, word
        assert top >= -1, word
        assert bottom <= height, word
    for (one, a), (other, b) in combinations(extents, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, a, other, b)


def steps(points, **options):
    given_ = {
        "start": START,
        "end": date(2026, 12, 12),
        "target": 19,
        "title": "Held",
        "desc": "d",
        "locale": "en",
        "wide": True,
    }
    return drawings.steps(points, **(given_ | options))


@st.composite
def trajectories(draw):
    length = draw(st.integers(0, 700))
    days = sorted(draw(st.sets(st.integers(0, length), min_size=1, max_size=40)))
    target = draw(st.integers(0, 60))
    counts = draw(st.lists(st.integers(0, max(target, 1)), min_size=len(days), max_size=len(days)))
    closed = draw(st.lists(st.tuples(st.integers(0, length), st.integers(0, 40)), max_size=4))
    return {
        "points": [
            (START + timedelta(day), held) for day, held in zip(days, sorted(counts), strict=True)
        ],
        "end": START + timedelta(length),
        "target": target,
        "closed": [
            drawings.Closed(
                START + timedelta(day),
                START + timedelta(day + more),
                draw(st.sampled_from(["congés", "fin d’année"])),
            )
            for day, more in closed
        ],
        "locale": draw(st.sampled_from(["en", "fr", "fr_CA"])),
        "target_label": draw(st.sampled_from(["target", "objectif", ""])),
        "wide": draw(st.booleans()),
        "also": draw(beside(length, target)),
    }


@st.composite
def beside(draw, length, target):
    """Targets that step, agreed paces, sessions; sometimes nothing of it."""
    some = st.lists(st.integers(0, length), max_size=6, unique=True).map(sorted)
    earlier = [(START + timedelta(day), draw(st.integers(1, 60))) for day in draw(some)]
    ends = st.tuples(st.integers(0, length), st.integers(0, max(target, 1)))
    guides = [sorted(pair) for pair in draw(st.lists(st.tuples(ends, ends), max_size=2))]
    return drawings.Beside(
        targets=[*earlier, (START + timedelta(length), target)] if target and earlier else (),
        changes=[START + timedelta(day) for day in draw(some)],
        change_label=draw(st.sampled_from(["new target", "nouvel objectif", ""])),
        guides=[[(START + timedelta(day), float(v)) for day, v in g] for g in guides],
        guide_label=draw(st.sampled_from(["agreed pace", "rythme convenu", ""])),
        ticks=[START + timedelta(day) for day in draw(some)],
    )


@given(trajectories())
def test_a_step_line_stays_in_its_box_and_its_labels_stay_apart(options):
    points = options.pop("points")
    root = parse(steps(points, **options))
    assert_sound(root)
    assert "0" in words(root)
    assert str(options["target"]) in words(root)
    (end,) = [node for node in root.iter("circle") if node.attrib["class"] == "c-end"]
    (value,) = [node for node in texts(root) if node.attrib["class"] == "c-val"]
    assert value.text == str(points[-1][1])
    line = next(node for node in root.iter("path") if node.attrib["class"] == "c-line")
    assert path_points(line.attrib["d"])[-1] == (float(end.attrib["cx"]), float(end.attrib["cy"]))


def test_a_step_line_rises_where_something_was_held():
    points = [(START, 3), (date(2026, 9, 8), 8), (date(2026, 11, 21), 8)]
    root = parse(steps(points))
    line = next(node for node in root.iter("path") if node.attrib["class"] == "c-line")
    heights = [y for _, y in path_points(line.attrib["d"])]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 2


def test_a_step_line_names_target_months_and_closed_periods():
    closed = [drawings.Closed(date(2026, 8, 3), date(2026, 8, 28), "congés")]
    root = parse(
        steps(
            [(START, 3), (date(2026, 11, 21), 12)],
            closed=closed,
            target_label="objectif",
            locale="fr",
        )
    )
    assert {"objectif", "congés", "juil.", "août", "déc.", "19", "0", "12"} <= set(words(root))
    assert len([node for node in root.iter("rect") if node.attrib["class"] == "c-closed"]) == 1


def test_without_a_target_there_is_no_target_line():
    root = parse(steps([(START, 0), (date(2026, 11, 21), 0)], target=0))
    assert not [node for node in root.iter() if node.attrib.get("class") == "c-target"]


def test_what_stands_beside_the_line_is_drawn_with_its_words():
    day = date(2026, 9, 8)
    also = drawings.Beside(
        targets=[(START, 15), (day, 19)],
        changes=[day],
        change_label="new target",
        guides=[[(START, 0.0), (date(2026, 12, 1), 19.0)]],
        guide_label="agreed pace",
        ticks=[START, day],
    )
    for wide in (True, False):
        root = parse(steps([(START, 3), (date(2026, 11, 21), 12)], also=also, wide=wide))
        assert_sound(root)
        assert {"new target", "agreed pace"} <= set(words(root))
        css = [node.attrib.get("class") for node in root.iter()]
        assert (css.count("c-sitting"), css.count("c-change"), css.count("c-guide")) == (2, 1, 1)
        (aim,) = [node for node in root.iter("path") if node.attrib["class"] == "c-target"]
        heights = {y for _, y in path_points(aim.attrib["d"])}
        assert len(heights) == 2


def test_more_than_a_lowered_target_still_fits():
    assert_sound(parse(steps([(START, 3), (date(2026, 11, 21), 12)], target=9)))


def test_a_chart_without_points_draws_its_frame():
    root = parse(steps([]))
    assert not list(root.iter("circle"))
    assert "0" in words(root)


def counts(total: int):
    return st.lists(st.integers(0, total), min_size=4, max_size=4)


@given(
    st.lists(counts(60), max_size=14),
    st.sampled_from([NAMES, FRENCH]),
    st.booleans(),
)
def test_bars_stay_in_their_box_and_their_labels_stay_apart(columns, names, wide):
    months = [
        "Jan",
        "févr.",
        "Mar",
        "avr.",
        "May",
        "juin",
        "juil.",
        "août",
        "sept.",
        "Oct",
        "Nov",
        "déc.",
        "Jan",
        "Feb",
    ]
    labelled = list(zip(months, columns, strict=False))
    root = parse(drawings.bars(labelled, names=names, title="t", desc="d", wide=wide))
    assert_sound(root)
    shown = columns[-(12 if wide else 6) :]
    drawn = list(root.iter("rect"))
    assert len(drawn) == sum(1 for column in shown for count in column if count)


def test_bars_say_every_number_and_name_every_rung_in_use():
    columns = [("July", (20, 7, 1, 0)), ("November", (9, 12, 5, 2))]
    root = parse(drawings.bars(columns, names=NAMES, title="t", desc="d", wide=True))
    assert set(words(root)) == {"20", "7", "1", "9", "12", "5", "2", "July", "November", *NAMES}


def test_bars_keep_start_at_the_foot():
    root = parse(
        drawings.bars([("July", (5, 5, 5, 5))], names=NAMES, title="t", desc="d", wide=True)
    )
    tops = {node.attrib["class"]: float(node.attrib["y"]) for node in root.iter("rect")}
    assert tops["b0"] > tops["b1"] > tops["b2"] > tops["b3"]


@given(counts(200), st.sampled_from([NAMES, FRENCH]))
def test_one_distribution_stays_in_its_box(distribution, names):
    root = parse(drawings.ladder_bar(distribution, names=names, title="t", desc="d"))
    assert_sound(root)
    named = [name for name, count in zip(names, distribution, strict=True) if count]
    assert [word for word in words(root) if word in names] == named[::-1]


@pytest.mark.parametrize("wide", [True, False])
def test_titles_descriptions_and_labels_are_escaped(wide):
    charts = [
        steps(
            [(START, 1), (date(2026, 11, 1), 2)],
            title=NASTY,
            desc=NASTY,
            target_label=NASTY,
            wide=wide,
            closed=[drawings.Closed(START, date(2026, 9, 1), NASTY)],
        ),
        drawings.bars(
            [(NASTY, (1, 2, 3, 4))], names=[NASTY] * 4, title=NASTY, desc=NASTY, wide=wide
        ),
        drawings.ladder_bar((1, 2, 3, 4), names=[NASTY] * 4, title=NASTY, desc=NASTY),
    ]
    for chart in charts:
        root = parse(chart)
        assert root.attrib["role"] == "img"
        assert root[0].tag == "title"
        assert root[0].text == NASTY
        assert root[1].tag == "desc"
        assert root[1].text == NASTY
        assert "<b>" not in str(chart)


def test_months_keep_their_french_names_beside_those_of_canada():
    options = {"start": date(2026, 7, 1), "end": date(2026, 9, 1)}
    drawn = [parse(steps([], locale=locale, **options)) for locale in ("fr_CA", "fr", "fr_CA")]
    assert ["juil." in words(root) for root in drawn] == [False, True, False]


MONTHS = ("janvier", "février", "septembre", "novembre", "26 nov.")
counted = st.lists(
    st.lists(st.integers(0, 99_999), min_size=3, max_size=3), min_size=1, max_size=20
)


@pytest.mark.parametrize("wide", [True, False])
@given(counted)
def test_figures_of_many_months_stay_in_their_box_and_off_each_other(wide, months):
    labels = [MONTHS[n % len(MONTHS)] for n in range(len(months))]
    given_ = {"title": NASTY, "desc": "d", "wide": wide}
    rows = [
        drawings.Strip(f"Séances {n}", values, [str(v) for v in values])
        for n, values in enumerate(zip(*months, strict=True))
    ]
    for root in (
        parse(drawings.strips(rows, labels, **given_)),
        parse(drawings.strips(rows, labels, together=False, **given_)),
        parse(drawings.course([("Invités", count) for count in months[0]], **given_)),
        parse(drawings.heat([("Domaine", counts) for counts in months[:6]], "abc", **given_)),
    ):
        assert_sound(root)
        assert root.find("title").text == NASTY


def test_a_month_that_is_left_out_has_a_dash_and_no_bar():
    row = drawings.Strip("Missed", [None, 2], ["–", "2"])
    root = parse(drawings.strips([row], ["Oct", "Nov"], title="t", desc="d", wide=True))
    assert len(list(root.iter("rect"))) == 1
    assert "–" in words(root)


def test_a_cell_is_darker_where_more_of_the_people_are():
    cells = [("Area", (0, 1, 4, 7))]
    root = parse(drawings.heat(cells, "abcd", title="t", desc="d", wide=True))
    assert [rect.attrib["class"] for rect in root.iter("rect")] == ["bnone", "b0", "b1", "b2"]


def test_small_counts_have_a_low_drawing_in_their_own_shades():
    options = {"names": ["For long", "Silent"], "shades": ["red", "amber"], "title": "t"}
    low, usual = (
        parse(drawings.stacks([("Nov", (2, 3))], desc="d", wide=True, low=low, **options))
        for low in (True, False)
    )
    assert box(low)[1] < box(usual)[1]
    assert [rect.attrib["class"] for rect in low.iter("rect")] == ["bred", "bamber"]
