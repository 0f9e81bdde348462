"""Maps of many zones in a real browser, whose steps are painted on a canvas."""
