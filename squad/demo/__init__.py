"""The demo: an invented company, told by real imports and real actions, gone when it stops."""
