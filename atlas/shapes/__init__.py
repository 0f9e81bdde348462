"""Shapes: boxes in degrees, which shape a place has on a day, and every shape as a place of its own.

Contains no reading, no records and no drawing.
"""
