"""Drills: practised alone, thrown away at will, shown to the mentor where the mentee keeps one."""
