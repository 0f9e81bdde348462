"""Shades of families: what an atlas does not set is derived from one colour, readable and distinguishable.

Arithmetic on colours alone: no atlas, no theme, no drawing.
"""
