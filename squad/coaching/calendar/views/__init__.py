"""Pages of times and calendars."""
