"""The only room that knows Dash and Flask."""
