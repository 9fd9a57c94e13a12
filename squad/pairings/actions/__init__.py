"""Writing pairings: proposals and answers, later moves, agreements, the summary row."""

from squad.pairings.actions.summaries import update_summary

__all__ = ["update_summary"]
