"""The few words of SVG that every drawing is made of; whatever is not Markup is escaped."""

from markupsafe import Markup, escape

CHARACTER = 8.3  # mean width of a character of 15 px text, in px (a little over Figtree's)
LINE = 18.0  # height that a line of 15 px text needs to stay clear of the next, in px


def number(value: float) -> str:
    """A coordinate with at most one decimal, without a useless zero."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, *children: str, **attributes: str | float) -> Markup:
    """One SVG element; `class_` becomes class, underscores in names become dashes."""
    # Plain strings, as a page of charts has thousands of elements; each part is escaped here.
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    if not children:
        return Markup(f"<{name}{written}/>")  # noqa: S704
    inside = "".join(map(escape, children))
    return Markup(f"<{name}{written}>{inside}</{name}>")  # noqa: S704


def _value(value: str | float) -> str:
    return number(value) if isinstance(value, int | float) else escape(value)


def picture(
    *children: str, css: str, box: tuple[float, float], size: tuple[float, float], title: str = ""
) -> Markup:
    """A small drawing of `size` px on a grid of `box` units; without a title it is decoration."""
    named = {"role": "img"} if title else {"aria_hidden": "true"}
    heading = (element("title", title),) if title else ()
    return element(
        "svg",
        *heading,
        *children,
        class_=css,
        viewBox=view_box(box),
        width=size[0],
        height=size[1],
        focusable="false",
        **named,
    )


def chart(*children: str, box: tuple[float, float], title: str, desc: str) -> Markup:
    """A chart that fills the width that it is given; always with a title and a description."""
    return element(
        "svg",
        element("title", title),
        element("desc", desc),
        *children,
        class_="chart",
        viewBox=view_box(box),
        role="img",
        focusable="false",
    )


def view_box(box: tuple[float, float]) -> str:
    """The viewBox of a grid that starts at its top left corner."""
    return f"0 0 {number(box[0])} {number(box[1])}"


# The two below write out what `element` would: most of a page of charts is made of them. Their
# `css` and `anchor` are words of ours, never of a reader's.
def text(x: float, y: float, words: str, *, css: str, anchor: str = "start") -> Markup:
    """A label; y is its base line."""
    anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
    place = f'class="{css}" x="{number(x)}" y="{number(y)}"{anchored}'
    return Markup(f"<text {place}>{escape(words)}</text>")  # noqa: S704


def bar(x: float, y: float, width: float, height: float, *, css: str, radius: float) -> Markup:
    """A rectangle with rounded corners; x and y are its upper left one."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return Markup(f'<rect class="{css}" {place} rx="{number(radius)}"/>')  # noqa: S704


def text_width(words: str) -> float:
    """About how wide a 15 px label is, in px: enough to keep labels off each other."""
    return len(words) * CHARACTER


def spread(wanted: list[float], *, gap: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones (ascending), `gap` apart where there is room, in low…high."""
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    placed: list[float] = []
    for value in wanted:
        floor = placed[-1] + gap if placed else low
        placed.append(max(value, floor))
    ceiling = high
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed
