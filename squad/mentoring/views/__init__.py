"""Pages of a mentor's own record."""
