"""Text folded for search and for order, begun with a capital, digested."""

import hashlib
import unicodedata

SEARCHED_LENGTH = 80
MOST_WORDS = 8


def fold(text: str) -> str:
    """`text` without accents and case, spaces collapsed: « Hélène  ROY » → "helene roy"."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def search_words(text: str) -> list[str]:
    """The folded words to look for: the first few, as a query has a condition for each."""
    return fold(text[:SEARCHED_LENGTH]).split()[:MOST_WORDS]


def capital(text: str) -> str:
    """`text` with its first letter in upper case, as a line begins."""
    return text[:1].upper() + text[1:]


def elides(name: str) -> bool:
    """Whether French cuts the word before `name` short: « d’Inès », « d’Hélène »."""
    return fold(name)[:1] in set("aeiouyh")


def digest(*parts: str) -> str:
    """A SHA-256 of the parts, hexadecimal; the parts cannot run into each other."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()
