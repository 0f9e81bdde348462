"""Chromium as a measuring instrument: started alike for every page, its frames read from a trace."""
