"""What flows upward from programmes, in the same transaction; connected in slices.py only."""

from blinker import Namespace

_signals = Namespace()

hard_rules_changed = _signals.signal("hard-rules-changed")
"""A programme refuses other pairings than before: `programme_id`. Its live ones are judged anew."""

closed_period_changed = _signals.signal("closed-period-changed")
"""A closed period came, or went (`stands`): `programme_id`, `starts_on`, `ends_on`."""
