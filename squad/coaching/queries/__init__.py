"""Reading coaching sessions, observations and what follows from them."""
