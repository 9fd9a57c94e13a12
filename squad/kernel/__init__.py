"""The pure foundation: clock, ids, errors, text, dates. Standard library only."""
