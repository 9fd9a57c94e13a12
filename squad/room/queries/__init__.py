"""Reading the room: only for mentors of the programme and its coordinators."""
