"""What a file or page says about itself, and whether the addresses of sources still answer.

No pictures are made here.
"""
