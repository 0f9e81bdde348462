"""The commands: one file a verb. Above every other room; only app.py knows them."""
