// @ts-check
// The wheel: how far one turn zooms, whatever unit a browser counts in, and for pinches on a touchpad.

const WHEEL_LINE = 0.05;
const WHEEL_PX = 0.002;
const PINCH = 10;

/** The power of two by which a turn of the wheel zooms. @param {WheelEvent} event */
export function wheelDelta({ deltaY, deltaMode, ctrlKey }) {
  return -deltaY * (deltaMode === 1 ? WHEEL_LINE : deltaMode ? 1 : WHEEL_PX) * (ctrlKey ? PINCH : 1);
}
