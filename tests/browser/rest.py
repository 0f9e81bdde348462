"""When a page has come to rest: nothing is fetched, no short timer runs, and some frames were drawn since.

Tests wait for that instead of some milliseconds, so that a slow machine fails none.
"""

from playwright.sync_api import Error, Frame, Page

WATCH = """(() => {
  const running = new Set();
  const { setTimeout, clearTimeout, requestAnimationFrame, fetch } = window;
  const { json, text } = Response.prototype;
  const until = (promise) => {
    running.add(promise);
    const done = () => running.delete(promise);
    promise.then(done, done);
    return promise;
  };
  window.setTimeout = (act, ms = 0, ...rest) => {
    const id = setTimeout(() => { running.delete(id); act(...rest); }, ms);
    if (ms <= 2000) running.add(id);
    return id;
  };
  window.clearTimeout = (id) => { running.delete(id); clearTimeout(id); };
  window.fetch = (...request) => until(fetch.apply(window, request));
  Response.prototype.json = function () { return until(json.call(this)); };
  Response.prototype.text = function () { return until(text.call(this)); };
  window.comeToRest = (frames, patience) => new Promise((done, fail) => {
    let still = 0;
    const last = performance.now() + patience;
    const look = () => {
      still = running.size ? 0 : still + 1;
      if (still > frames) done();
      else if (performance.now() > last) fail(new Error(`${running.size} timers or requests go on.`));
      else requestAnimationFrame(look);
    };
    look();
  });
})();
"""
"""Counts what runs; timers over two seconds, as those of toasts, do not count."""
FRAMES = 4
PATIENCE_MS = 60_000


def wait_for_rest(page: Page | Frame) -> None:
    """Wait until a page, or a frame of one, has come to rest; also one that opens meanwhile."""
    for _ in range(20):
        try:
            page.evaluate(f"window.comeToRest({FRAMES}, {PATIENCE_MS})")
            return
        except Error as error:
            if "context was destroyed" not in error.message:
                raise
    raise AssertionError("The page opens others without end.")


def wait_for_frame(page: Page | Frame) -> None:
    """Wait two frames, until the page has drawn its last change."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")
