"""What one of a pair says to the coordinator alone: how it goes, or that it is not right."""
