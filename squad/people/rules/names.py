"""Names as lists order them: « Roy, Hélène », « de La Fontaine, Jean »."""

from squad.files.values import clean
from squad.kernel.text import fold

# Small words that stay with the family name.
PARTICLES = frozenset(
    {"de", "du", "des", "la", "le", "les", "da", "das", "do", "dos", "di", "del", "della", "van"}
    | {"von", "der", "den", "ter", "ten", "zu", "af", "av", "al", "el", "ben", "bin", "ibn", "st"}
)


def person_key(text: str) -> str:
    """By which a file's way to name somebody is compared: e-mail, employee id, or name."""
    return fold(clean(text))


def keys_of_name(name: str, list_name: str) -> frozenset[str]:
    """The keys under which a file may have a name: « Zoé Petit », « PETIT Zoé », « Petit, Zoé ».

    Either part first, with as many words in the family name as there may be.
    """
    keys = {person_key(name), person_key(list_name)}
    for text in (name, list_name):
        words = person_key(text.replace(",", " ")).split()
        keys |= {" ".join(words[at:] + words[:at]) for at in range(len(words))}
    return frozenset(keys - {""})


def list_name_of(name: str) -> str:
    """Family name first, guessed from a full name: words in capitals, else the last word.

    A single word stays as it is; the first word is never taken for a particle.
    """
    words = name.split()
    if len(words) < 2:
        return name
    capitals = [word for word in words if _in_capitals(word)]
    others = [word for word in words if not _in_capitals(word)]
    if capitals and others:
        return f"{' '.join(capitals)}, {' '.join(others)}"
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in PARTICLES:
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


def split_full_name(text: str) -> tuple[str, str]:
    """(name, list name) of one cell: « Hélène Roy », or « Roy, Hélène » with its comma."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and family and given and "," not in given:
        return f"{given} {family}", f"{family}, {given}"
    return text, list_name_of(text)


def join_names(given: str, family: str) -> tuple[str, str]:
    """(name, list name) of two cells; one of them may be empty."""
    if given and family:
        return f"{given} {family}", f"{family}, {given}"
    return (given or family), (given or family)


def given_of(list_name: str, name: str) -> str:
    """« Claire » of « Dumas, Claire »: what stands after the comma in lists, else the name."""
    return list_name.partition(", ")[2] or name


def name_key(name: str) -> str:
    """The same for « Hélène ROY », « roy helene » and « Roy, Hélène »: to ask "same person?"."""
    return " ".join(sorted(fold(name).replace(",", " ").replace("-", " ").split()))


def _in_capitals(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)
