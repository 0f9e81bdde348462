"""A static site of an atlas: pages, embeds, stills, data and feeds in a folder that any web host serves."""
