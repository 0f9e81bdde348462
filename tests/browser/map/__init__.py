"""Tests of the map itself in a browser: what it shows, in parts and closer."""
