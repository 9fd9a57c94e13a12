"""What a mentor goes through before the first session of a programme."""
