"""Reading what home shows: of one's own pairings, and for those who look after a programme."""
