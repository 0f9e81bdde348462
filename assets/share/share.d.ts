// What the page tells the share dialog (web/routes/about.py), and what the dialog's parts tell one another.

import type { Payload } from "../player/core/payload.d.ts";

export interface Format {
  id: string;
  name: string;
}

export interface Size {
  id: string;
  width: number;
  height: number;
  scale: number;
}

/** The place an embed takes in a page before it is loaded: in px, and as the style of a frame. */
export interface Box {
  height: number;
  style: string;
}

export interface Offer {
  stills: Format[];
  data: Format[];
  columns: string[];
  sizes: Size[];
  /** What an embed can be here; null where there is none. */
  embed: { frozen: boolean; script: boolean; oembed: boolean; boxes: Record<string, Box> } | null;
  films: Format[];
}

/** What is shown when the dialog opens. `asked` holds options in the words of the address, date and known always. */
export interface Snapshot {
  payload: Payload;
  words: Record<string, string>;
  offer: Offer;
  options: Record<string, string>;
  day: number;
  /** Where the page lies, ending in a slash. */
  base: string;
}

/** What the texts that go with a picture are: /about.json. */
export interface About {
  title: string;
  alt: string;
  caption?: string;
  /** Width and height of the picture, in words. */
  size?: string;
  credit: string;
  licence: string;
}

export interface Act {
  label: string;
  run: () => unknown;
  disabled?: boolean;
}

/** One tab of the dialog. */
export interface Pane {
  name: string;
  element: HTMLElement;
  /** Draws what depends on the choices of the pane. */
  refresh: () => void;
  /** The address of the picture beside the choices. */
  picture: () => string;
  note: () => string;
  primary: () => Act;
  secondary: () => Act | null;
  /** Ends what is under way. */
  close?: () => void;
}
