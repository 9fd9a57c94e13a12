"""Pure rules of coaching: log, times, statements; rows, planning."""
