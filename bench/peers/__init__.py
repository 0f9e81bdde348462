"""Pages of the peers: the same zones in the same frame at the same scale, each with `window.step(n)`.

`step` returns nothing if its change is drawn with the next frame, or else a promise that is kept while that
frame is drawn. A page on WebGL has `window.readBack()`, which waits until its pixels exist.
"""
