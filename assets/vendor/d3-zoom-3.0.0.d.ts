// d3 carries no types of its own; the camera uses these few, untyped.
export const select: any;
export const zoom: any;
export const zoomIdentity: any;
