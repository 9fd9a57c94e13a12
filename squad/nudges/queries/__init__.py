"""Reading a programme's table, what is so of its pairings, and who needs a call."""
