"""Every text of a guide with its place in it."""

from collections.abc import Iterator

from squad.framework.rules.document.guides.shapes import Guide
from squad.framework.rules.model import Text


def texts_of_guide(guide: Guide) -> Iterator[tuple[str, Text]]:
    """Place in the guide and text, in the order of reading."""
    yield "aim", guide.aim
    yield "question", guide.question
    for position, trial in enumerate(guide.together, start=1):
        yield f"together[{position}].text", trial.text
    yield "alone", guide.alone
    for kind, note in guide.networks.items():
        yield f"networks.{kind.value}", note
    yield "careful", guide.careful
    yield "close", guide.close
