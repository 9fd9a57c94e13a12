"""Another mentor in one step: for one pairing, or for all of a mentor who leaves."""
