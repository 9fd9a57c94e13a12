"""A form that met an expired sign-in: carried, sealed, through the sign-in page."""

from dataclasses import dataclass

import msgspec

from squad.accounts.rules.addresses import own_path
from squad.accounts.rules.lifetimes import CARRIED_LIFETIME
from squad.accounts.signing import signing

MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class CarriedForm:
    """What was typed, where it was going, and whose it is when that is known."""

    path: str
    account_id: int | None
    fields: list[tuple[str, str]]

    def belongs_to(self, account_id: int) -> bool:
        """Allowed if nobody else is known to have typed it."""
        return self.account_id is None or self.account_id == account_id


def seal_form(form: CarriedForm) -> str | None:
    """The form as a token for a hidden field; None when it is too large to carry."""
    content = msgspec.json.encode(form)
    return signing.seal(content) if len(content) <= MOST_BYTES else None


def unseal_form(token: str | None) -> CarriedForm | None:
    """The form inside a token, or None when it is too old, or not ours."""
    content = signing.unseal(token, CARRIED_LIFETIME) if token else None
    if content is None:
        return None
    form = msgspec.json.decode(content, type=CarriedForm)
    return form if own_path(form.path) else None
