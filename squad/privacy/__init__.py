"""What is held, checked and handed over: check, dump."""
