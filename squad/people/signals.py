"""What flows upward from people, in the same transaction; connected in slices.py only."""

from blinker import Namespace

_signals = Namespace()

roster_changed = _signals.signal("roster-changed")
"""Manager or activity of some people changed: `ids`. Whoever left is signed out, and who may be
paired with whom is judged anew."""

quiet_period_changed = _signals.signal("quiet-period-changed")
"""A person's quiet period came, or went (`stands`): `person_id`, `starts_on`, `ends_on`."""
