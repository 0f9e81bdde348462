"""Small maps of several days in one picture: the same frame and scale in all, one key, a finding under each.

The maps themselves are drawn as in other news pictures, without callouts.
"""
