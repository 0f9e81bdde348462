"""The layers of one map, bottom to top, one file each.

No frame, legend or title; that is `still/`.
"""
