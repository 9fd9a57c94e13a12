"""How French sets its signs: in France, and in Canada.

One place for the catalogue, for the sentences that are made of it and for the framework's texts.
What people typed does not pass through here.
"""

import re

NO_BREAK, NARROW = "\u00a0", "\u202f"
CANADA = "fr-CA"

_GAP = f"[ {NO_BREAK}{NARROW}]"
# A sign at the end of a word or of a place to fill in; not one inside an address or a code.
_HIGH_SIGNS = re.compile(rf"(?<=[^\s(«{NO_BREAK}{NARROW}]){_GAP}*([;!?]+)(?![\w;!?])")
_COLON = re.compile(rf"(?<=\S){_GAP}*:(?=\s|$)")
_OPENING = re.compile(rf"«{_GAP}*")
_CLOSING = re.compile(rf"{_GAP}*»")
_UNIT = re.compile(rf"(?<=\d){_GAP}+([%€$])")
_APOSTROPHE = re.compile(r"(?<=\w)'")


def set_signs(text: str, language: str) -> str:
    """`text` with its signs set as `language` asks for; French alone needs it.

    France puts a narrow space that does not break before ; ! ? and Canada none; both put one that
    does not break before a colon, a unit and inside « ».
    """
    if not language.startswith("fr"):
        return text
    text = _APOSTROPHE.sub("’", text)
    text = _HIGH_SIGNS.sub(r"\1" if language == CANADA else rf"{NARROW}\1", text)
    text = _COLON.sub(f"{NO_BREAK}:", text)
    text = _CLOSING.sub(f"{NO_BREAK}»", _OPENING.sub(f"«{NO_BREAK}", text))
    return _UNIT.sub(rf"{NO_BREAK}\1", text)
