"""The payload of the player: the drawing and what changes on which day, compiled.

The browser only looks values up; it applies no rule.
"""
