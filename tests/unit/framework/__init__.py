"""The framework and the rules of fluency."""
