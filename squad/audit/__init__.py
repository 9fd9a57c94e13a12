"""What happened and who looked: ids and codes, never names or text."""
