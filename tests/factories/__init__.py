"""A factory per model behind one object; everything made is committed."""

from tests.factories.accounts import MakeAccounts
from tests.factories.people import MakePeople


class Make(MakePeople, MakeAccounts):
    """All factories; later slices add theirs as further bases."""
