"""The programmes slice, as people meet it."""
