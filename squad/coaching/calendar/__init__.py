"""When the two meet: times to choose from, invitations for their calendars, addresses of feeds."""
