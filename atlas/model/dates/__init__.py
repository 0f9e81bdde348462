"""Days of the calendar, and the units of time in which an atlas moves. Contains no records."""
