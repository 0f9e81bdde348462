"""Other scripts in a real browser: the second atlas, and letters that no font has."""
