"""A static site of an atlas: pages, embeds, stills, data and feeds in a folder.

It writes only below the given folder.
"""
