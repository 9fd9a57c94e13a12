"""Writing in the room: mentors share; a coordinator can take a tip away."""
