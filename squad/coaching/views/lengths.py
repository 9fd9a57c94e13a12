"""The lengths that a form offers at one tap."""

from flask_babel import gettext as _

from squad.coaching.forms.log import LENGTHS, OTHER


def length_options(*minutes: int | None) -> list[tuple[str, str]]:
    """The usual lengths, the programme's and the stored one, then "other"."""
    lengths = sorted({*LENGTHS, *(m for m in minutes if m)})
    return [*((str(length), str(length)) for length in lengths), (OTHER, _("Other"))]
