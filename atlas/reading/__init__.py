"""From a folder of files to an Atlas: read, check everything, then build.

All faults are found here; later rooms compute without checks.
"""
