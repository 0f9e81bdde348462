"""Requests: their options, read from words, and the atlas narrowed to what they select.

Addresses and the command line both arrive here as plain words. Contains no HTTP.
"""
