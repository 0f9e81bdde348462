"""The commands: one file per verb. Only app.py imports them."""
