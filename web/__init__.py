"""The server: the only room that uses Dash and Flask.

Imports run app → routes → pages → timeline → http → services.
"""
