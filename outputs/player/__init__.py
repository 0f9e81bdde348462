"""The payload of the player: the drawing and what changes on which day, compiled.

The browser looks values up; no rule is left to it.
"""
