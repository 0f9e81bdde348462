"""Foreign data made into an atlas folder: read safely, understood, and written.

Contains no drawing and no HTTP. Imports only `atlas`, and is imported only by `commands`.
"""
