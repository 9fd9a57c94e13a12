"""Pure rules of the roster: reading it, planning what it changes, names, reporting lines."""
