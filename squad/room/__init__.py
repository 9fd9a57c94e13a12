"""The Squad room: what worked, who is free and group sessions, for a programme's mentors."""
