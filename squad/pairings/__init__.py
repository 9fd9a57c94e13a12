"""Pairings: one mentor and one mentee, what they agree, and how matching is kept fair."""
