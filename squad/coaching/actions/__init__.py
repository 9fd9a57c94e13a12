"""Writing coaching sessions, observations and answers; what follows is stored at once."""
