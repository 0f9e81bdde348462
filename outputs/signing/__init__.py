"""Content credentials (C2PA): files signed with a certificate, and files checked; without any network.

Handles finished files and the facts about them; contains no drawing.
"""
