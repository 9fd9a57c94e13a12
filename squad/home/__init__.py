"""Home: for each role what waits, whom one sees next, where to read and whom to ask; help."""
