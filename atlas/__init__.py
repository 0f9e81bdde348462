"""What is known, and what is true on a day. Knows no drawing and no web."""
