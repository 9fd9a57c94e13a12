"""After a change of mentor: whether the new one reads the old notes, as both of the old two say."""
