"""Matching: who enrolled, what speaks for each two of them, the best pairs of all, as a draft."""
