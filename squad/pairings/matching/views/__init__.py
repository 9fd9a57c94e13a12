"""Pages of matching: the pool, what one says who enrols, the draft of pairs."""
