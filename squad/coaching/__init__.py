"""Coaching: sessions, what was seen in them, and the progress that follows."""
