"""Silence is noticed: who is written to, when and in whose voice; and who needs a call."""
