"""Films in the style of news: a title card, the map change by change with captions, and an end card.

Draws panels of one frame; durations and the pictures between two changes are made in `outputs/films`.
"""
