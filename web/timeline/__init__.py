"""The Plotly timeline and its Dash callbacks.

Contains no map; the player draws it.
"""
