"""News pictures: their words, frame, key and callouts."""
