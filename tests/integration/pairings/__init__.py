"""The pairings slice, as people meet it."""
