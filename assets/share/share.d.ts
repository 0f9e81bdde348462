// What the page passes to the share dialog (web/routes/about.py), and what the dialog's parts pass to one another.

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

/** The space of an embed in a page before it is loaded: in px, and as the style of a frame. */
export interface Box {
  height: number;
  style: string;
}

export interface Offer {
  stills: Format[];
  data: Format[];
  columns: string[];
  sizes: Size[];
  /** The kinds of embed that are available; null for those that are not. */
  embed: { frozen: boolean; script: boolean; oembed: boolean; boxes: Record<string, Box> } | null;
  /** Whether all sizes can be had as one ZIP. */
  zip: boolean;
  films: Format[];
}

/** What is shown when the dialog opens. `asked` contains options in the words of the address, always with date and known. */
export interface Snapshot {
  payload: Payload;
  words: Record<string, string>;
  offer: Offer;
  options: Record<string, string>;
  day: number;
  /** The address of the page, ending in a slash. */
  base: string;
}

/** Where the notes of a news picture lie: boxes (left, top, right, bottom) per mille of the map. */
export interface NotePositions {
  /** The map itself, per mille of the picture. */
  map: number[];
  notes: { id: string; own: boolean; box: number[] }[];
  /** The ids of all news with a note. */
  news: string[];
}

/** The lines of a text: /lines.json; `left` is about how many letters its last line still takes. */
export interface LineCount {
  lines: number;
  most: number;
  left: number;
}

/** The texts of a picture: /about.json. */
export interface About {
  title: string;
  alt: string;
  caption?: string;
  /** Width and height of the picture, in words. */
  size?: string;
  credit: string;
  licence: string;
  positions?: NotePositions;
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
  /** Redraws what depends on the choices of the pane. */
  refresh: () => void;
  /** The address of the picture beside the choices. */
  picture: () => string;
  note: () => string;
  /** Lies over the picture. */
  over?: HTMLElement;
  primary: () => Act;
  secondary: () => Act | null;
  /** Ends what is in progress. */
  close?: () => void;
}
