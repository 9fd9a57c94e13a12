"""Writing to people, keeping a programme's rules, noting calls."""
