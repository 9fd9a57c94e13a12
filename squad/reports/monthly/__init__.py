"""A programme's report each month by mail, for those of its readers who ask for it."""
