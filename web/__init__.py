"""The only room that knows Dash and Flask.

Imports run app → routes → pages → timeline → http → services.
"""
