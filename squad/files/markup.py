"""XML as a stream of start and end tags without their prefixes; a document type is refused."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from squad.files.problems import FileCode, FileProblem

Attributes = Mapping[str, str]


def walk(
    content: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str, str], None] | None = None,
) -> None:
    """Call `start(name, attributes)` and `end(name, text since the last tag)` in document order.

    Raises FileProblem for what is not XML. Nothing outside of `content` is ever read.
    """
    local: dict[str, str] = {}
    text: list[str] = []

    def name_of(name: str) -> str:
        return local.get(name) or local.setdefault(name, name.rpartition(":")[2])

    def on_start(name: str, attributes: dict[str, str]) -> None:
        text.clear()
        start(name_of(name), attributes)

    def on_end(name: str) -> None:
        if end is not None:
            end(name_of(name), "".join(text))
        text.clear()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise FileProblem(FileCode.UNREADABLE_WORKBOOK) from None


def attribute(attributes: Attributes, name: str) -> str:
    """The attribute `name`, whatever its prefix, or an empty text."""
    if name in attributes:
        return attributes[name]
    return next((v for key, v in attributes.items() if key.rpartition(":")[2] == name), "")


def _refuse(*_declaration: object) -> None:
    raise FileProblem(FileCode.UNREADABLE_WORKBOOK)
