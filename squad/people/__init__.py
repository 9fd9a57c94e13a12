"""People of the company as the roster gives them, and when they are away."""
