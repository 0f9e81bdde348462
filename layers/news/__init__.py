"""News pictures: a map edge to edge beside the words of the desk, with callouts, for any shape of picture.

Arranges; the map itself is drawn as in every other picture.
"""
