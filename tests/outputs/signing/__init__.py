"""Signing and checking of files."""
