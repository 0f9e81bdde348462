"""The holdings of a request as a data frame and as files written from it; corrections as text and JSON.

No drawing and no markup.
"""
