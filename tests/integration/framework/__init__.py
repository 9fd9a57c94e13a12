"""The framework slice, as people meet it."""
