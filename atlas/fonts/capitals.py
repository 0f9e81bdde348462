"""Capitals: a text in capital letters as its language and its fonts allow."""

from atlas.fonts.font_stack import FontStack

_DOTTED = ("tr", "az")
"""The languages in which the capital of i has a dot."""


def set_in_capitals(text: str, language: str, fonts: FontStack) -> str:
    """Return a text in capitals, or as written if its fonts lack one, as Georgian fonts often do."""
    raised = (text.replace("i", "İ") if language in _DOTTED else text).upper()
    return text if fonts.find_missing(raised) and not fonts.find_missing(text) else raised
