"""What one person adds to their programme's figures, and when: pure."""
