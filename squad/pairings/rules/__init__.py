"""Pure rules of pairings: hard, states, agreement, clocks; imports, rows, planning."""
