"""How a text must be set in each language; see the words and signs of the product."""

import re
from collections.abc import Iterator

from squad.framework.rules.document.problems import Flaw

NBSP, NARROW = "\u00a0", "\u202f"

STRAIGHT = re.compile(r"['\"]")
MIDDLE_DOT = re.compile(r"[·•‧⋅・]")
UNTIDY = re.compile(r"^\s|\s$|\s{2}|[\n\t]|\s[,.)]|\(\s")
ENGLISH_GAP = re.compile(r"\s[:;!?]")
# A colon inside an address or an hour has no space before it; elsewhere French asks for one.
FRENCH_WRONG = {
    ";!?": re.compile(rf"(?<!{NARROW})[;!?]"),
    ":": re.compile(rf"(?<!{NBSP}):(?!//|\d)"),
    "«": re.compile(rf"«(?!{NBSP})"),
    "»": re.compile(rf"(?<!{NBSP})»"),
    "%": re.compile(rf"(?<!{NBSP})[%€]"),
}
FORBIDDEN_FRENCH = re.compile(
    r"\b(acquis\w*|niveaux?|seniors?|délégu\w*|accords?|bloqué\w*|évalu\w+|not(?:er|ée?s?|ez))\b",
    re.IGNORECASE,
)
NETWORK_NAMES = re.compile(
    r"\b(Twitter|Facebook|LinkedIn|YouTube|Mastodon|Bluesky|Instagram|TikTok|Teams|Slack|"
    r"Viva Engage|Yammer|Discord|WhatsApp|Reddit)\b"
)

Finding = tuple[Flaw, dict[str, object]]


def flaws_in(text: str, language: str) -> Iterator[Finding]:
    """What is wrong with the setting of `text`, each flaw with what shows it."""
    if not text.strip():
        yield Flaw.EMPTY_TEXT, {}
        return
    for flaw, pattern in (
        (Flaw.STRAIGHT_QUOTE, STRAIGHT),
        (Flaw.MIDDLE_DOT, MIDDLE_DOT),
        (Flaw.UNTIDY_SPACE, UNTIDY),
    ):
        if match := pattern.search(text):
            yield flaw, {"near": _around(text, match)}
    yield from _french(text) if language == "fr" else _english(text)


def _french(text: str) -> Iterator[Finding]:
    for sign, pattern in FRENCH_WRONG.items():
        if match := pattern.search(text):
            yield Flaw.FRENCH_SPACING, {"sign": sign, "near": _around(text, match)}
    if match := FORBIDDEN_FRENCH.search(text):
        yield Flaw.FORBIDDEN_WORD, {"word": match[0]}


def _english(text: str) -> Iterator[Finding]:
    if match := ENGLISH_GAP.search(text):
        yield Flaw.UNTIDY_SPACE, {"near": _around(text, match)}


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 12) : match.end() + 12]


def typeset(text: str, language: str) -> str:
    """`text` set as each language asks for, as far as a rule can tell; never other words.

    What a keyboard has no key for is put in: apostrophes, quotation marks, spaces before signs.
    Spaces that do not break stay where they stand.
    """
    text = re.sub(r"[ \t\r\n]+", " ", text).strip()
    text = re.sub(r"(?<=\w)'", "’", text)
    text = re.sub(r"\s+([,.)])", r"\1", re.sub(r"\(\s+", "(", text))
    opening, closing = ("«", "»") if language == "fr" else ("“", "”")
    text = re.sub(r'"([^"]*)"', rf"{opening}\1{closing}", text)
    return _typeset_french(text) if language == "fr" else re.sub(r"\s+([:;!?])", r"\1", text)


def _typeset_french(text: str) -> str:
    text = re.sub(r"\s*([;!?])", rf"{NARROW}\1", text)
    text = re.sub(r"\s*:(?!//|\d)", f"{NBSP}:", text)
    text = re.sub(r"«\s*", f"«{NBSP}", re.sub(r"\s*»", f"{NBSP}»", text))
    return re.sub(r"\s*([%€])", rf"{NBSP}\1", text).strip()
