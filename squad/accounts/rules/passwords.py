"""What a password must be: long enough, not one that everybody tries, not one's own name.

No rule asks for capitals, figures or signs, and nothing expires. A password is taken as typed.
"""

from collections.abc import Collection
from enum import StrEnum

from squad.kernel.errors import DomainError
from squad.kernel.text import fold

SHORTEST = 8
LONGEST = 1000
SHORTEST_NAME = 3
"""A shorter e-mail name is inside too many words to be refused there."""
FEWEST_KINDS = 4
"""With fewer different characters, a short password is one that everybody tries."""
SHORT = 16
"""Patterns are looked for up to this length; beyond, length itself protects."""

SPELLED = str.maketrans("@4301!|$57", "aaeoiiisst")
"""What people write for letters."""
ENDS = "0123456789 .,;:!?*#$%&+-_=/()<>'\"@"
"""What people add before or after a word."""
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertzuiop",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1a2z3e4r5t6y7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1z2e3r4t5y6u7i8o9p0",
    "qazwsxedcrfvtgbyhnujm",
    "147258369",
    "789456123",
    "!@#$%^&*()",
)


class PasswordProblem(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "password_too_short"
    TOO_LONG = "password_too_long"
    COMMON = "password_common"
    HOLDS_NAME = "password_holds_name"


def check_password(password: str, *, email: str, common: Collection[str]) -> None:
    """Refuse a password that is too short, too long, among the common ones, or holds the name."""
    if len(password) > LONGEST:
        raise DomainError(PasswordProblem.TOO_LONG, field="password", most=LONGEST)
    if len(password) < SHORTEST:
        raise DomainError(PasswordProblem.TOO_SHORT, field="password", least=SHORTEST)
    if _holds_name(password, email):
        raise DomainError(PasswordProblem.HOLDS_NAME, field="password")
    if is_common(password, common):
        raise DomainError(PasswordProblem.COMMON, field="password")


def is_common(password: str, common: Collection[str]) -> bool:
    """Whether a guesser tries it early: a known word and its usual disguises, or a pattern.

    One word of `common` stands for its capitals, its figures and signs before or behind
    (password1, Password2026!), letters spelled with signs (p@ssw0rd), and itself twice.
    """
    folded = fold(password).replace(" ", "")
    forms = {folded, folded.translate(SPELLED)}
    for form in tuple(forms):
        bare = form.strip(ENDS)
        forms |= {bare, bare.translate(SPELLED), _unit(bare), _unit(form)}
    stripped_first = folded.strip(ENDS).translate(SPELLED)
    forms |= {stripped_first, stripped_first.strip(ENDS)}
    return any(form in common for form in forms if form) or _is_pattern(folded)


def _is_pattern(folded: str) -> bool:
    """Few different characters, a run along the keyboard or the alphabet, or only a date."""
    if len(folded) > SHORT:
        return False
    unit = _unit(folded)
    if len(set(folded)) < FEWEST_KINDS or (unit != folded and len(unit) < SHORTEST):
        return True
    return _is_walk(folded) or _is_walk(folded.rstrip("0123456789!")) or _is_date(folded)


def _unit(text: str) -> str:
    """The shortest piece that makes `text` when repeated: « abcabc » → "abc"."""
    place = (text + text).find(text, 1)
    return text[:place] if 0 < place < len(text) else text


def _is_walk(text: str) -> bool:
    """Whether `text` is one or two runs along rows of keys, forwards or backwards."""
    if len(text) < 6:
        return False
    lines = [line for row in ROWS for line in (row, row[::-1])]
    cuts = [len(text), *range(3, len(text) - 2)]
    return any(
        any(text[:cut] in line for line in lines)
        and (cut == len(text) or any(text[cut:] in line for line in lines))
        for cut in cuts
    )


def _is_date(text: str) -> bool:
    """Eight figures that are a day: 01121990, 19901201, 12/01/1990."""
    figures = "".join(character for character in text if character not in "/.-")
    if len(figures) != 8 or not figures.isdecimal():
        return False
    first, second = int(figures[:2]), int(figures[2:4])
    year_last = 1900 <= int(figures[4:]) <= 2099 and max(first, second) <= 31
    year_first = 1900 <= int(figures[:4]) <= 2099
    return (year_last and 1 <= min(first, second) <= 12) or year_first


def _holds_name(password: str, email: str) -> bool:
    """Whether the part of the e-mail before the @ is inside, with or without its dots."""
    name = fold(email.partition("@")[0])
    plain = _letters(name)
    if len(plain) < SHORTEST_NAME:
        return False
    folded = fold(password)
    return name in folded or plain in _letters(folded)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
