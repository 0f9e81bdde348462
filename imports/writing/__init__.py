"""The atlas folder: its files, its generated colours, and the reports beside it.

Decides nothing about rows.
"""
