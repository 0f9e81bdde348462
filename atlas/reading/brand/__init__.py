"""brand.toml and the files it names: a newsroom's logo, fonts, colours, rules and sizes.

Checks; contains no drawing.
"""
