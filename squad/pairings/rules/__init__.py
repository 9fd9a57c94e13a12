"""Pure rules of pairings: hard, states, agreement, clocks, cells and rows of an import."""
