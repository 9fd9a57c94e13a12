"""Reading offers of times, and sessions as calendars know them."""
