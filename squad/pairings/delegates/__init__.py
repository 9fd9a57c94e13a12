"""A mentee's assistant: named and removed by the mentee, sees and moves times, nothing else."""
