"""The rules of drills."""
