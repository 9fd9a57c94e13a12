"""Every part of the pages in all its states: in the demo and in tests, nowhere else."""
