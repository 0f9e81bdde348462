"""Years before the common era and far after, and atlases whose unit of time is a month or a year."""
