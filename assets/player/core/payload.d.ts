// The shape of what outputs/player/payload.py compiles. Days are whole numbers: days since 1970-01-01, UTC.

export type Track = [day: number, value: number][];
export type ZoneSymbol = [ground: string, pattern: string];
export type EdgeStyle = [colour: string, width: number, dash: string, opacity: number];
/** `share`: 0 is not known, `certain` of the payload is certain, between them it is possible, the surer the more. `holds`: 1 where the place is held by it. */
export type RecordShare = [record: number, share: number, age: number, holds: number];
export type HoldingsTimeline = [day: number, held: RecordShare[]][];

export interface Cited {
  sources: number[];
  origins: number;
  testimony: string;
}

export interface ControlRecord extends Cited {
  id: string;
  place: string;
  force: string;
  status: string;
  standing: string;
  author: string;
  since: string;
  until: string;
  reported: number;
  attested: number;
  note: string;
  from: [number, number];
  to: [number, number];
  contradicts: number[];
  denied: number[];
  /** Told only by sides that speak for themselves. */
  partial: boolean;
  /** The sides of who says it, by id. */
  sides: string[];
  /** Who says it and on what day, in words. */
  speaker: string;
  /** The outlets that carry it, where the speaker is none of them. */
  carriedBy: string;
  /** Why its author rates it lower than its sources carry. */
  standingNote: string;
}

export interface MapEvent extends Cited {
  /** Why its author rates it lower than its sources carry. */
  standingNote: string;
  id: string;
  day: number;
  latest: number;
  date: string;
  place: string;
  x: number;
  y: number;
  title: string;
  text: string;
  kind: string;
  standing: string;
  author: string;
}

export interface Source {
  id: string;
  publisher: string;
  title: string;
  url: string;
  archive: string;
  published: string;
  relays: string;
  leaning: string;
  sides: string[];
}

export interface Force {
  name: string;
  short: string;
  family: string;
  fill: string;
}

export interface Family {
  id: string;
  name: string;
  code: string;
  fill: string;
  line: string;
  present: Track;
}

export interface Place {
  name: string;
  /** A town is one of the basemap: it has no records of its own. */
  shape: "zone" | "site" | "line" | "town";
  kind: string;
  covered: boolean;
  inView: boolean;
  /** The zones that a site or a town lies in, the smallest first. */
  within?: string[];
  /** What a line or a band is. */
  about?: string;
  /** After what a line or a band is drawn. */
  after?: string;
  x: number;
  y: number;
}

export type Claims = [force: string, status: string][];

/** Two versions: what either tells that the other does not, by number, and from which day on where. */
export interface Versus {
  side: string;
  names: [one: string, other: string];
  claims: [one: Claims, other: Claims][];
  places: Record<string, { km2: number; track: Track }>;
  elsewhere: Track;
}

/** What an embed says of where two versions differ, by number, and from which day on. */
export interface DifferenceLists {
  track: Track;
  lists: [head: string, ...lines: string[]][];
}

export interface Choice {
  id: string;
  name: string;
}

export interface Policy extends Choice {
  note: string;
}

export interface Payload {
  version: number;
  atlas: string;
  lang: string;
  dir: "ltr" | "rtl";
  theme: string;
  view: string;
  title: string;
  day: number;
  known: number;
  latestSource: number;
  newest: number;
  first: number;
  last: number;
  hide: string[];
  side: string[];
  without: string[];
  layers: string[];
  width: number;
  height: number;
  extent: { west: number; north: number; perDegree: number };
  margin: number;
  legendSide: "left" | "right";
  credit: string;
  /** The sides whose versions can be asked for. */
  sides?: [id: string, name: string, called: string][];
  /** The version it is set against, where it is. */
  versus?: Versus;
  differences?: DifferenceLists;
  /** Whose version it is, and which sources it does without, in words. */
  filters: string[];
  /** What is not shown, in words. */
  hidden: string[];
  /** Where the pages of sources are; their ids follow. */
  sourcePage?: string;
  /** The days on which knowledge changes, the newest day last; nowhere, if nobody can be asked for them. */
  knownDays?: number[];
  /** Where the page is that lists what was told otherwise before. */
  corrections?: string;
  /** Where the page is that explains the map; nowhere, if it is not told. */
  method?: string;
  /** Where the page is that lists what kept versions show that was corrected since. */
  pinned?: string;
  borders: string;
  age: boolean;
  ages: [name: string, fill: string][];
  policies: Policy[];
  licence: string;
  views: Choice[];
  languages: Choice[];
  words: Record<string, string>;
  months: string[];
  monthsShort: string[];
  weekdays: string[];
  sheets: [name: string, svg: string][];
  symbols: ZoneSymbol[];
  edgeStyles: EdgeStyle[];
  tracks: Record<"zone" | "edge" | "site" | "event" | "name" | "existence", Record<string, Track>>;
  eventOpacities: number[];
  /** How far the ring around a chosen site lies from its mark, in px. */
  ringPx: number;
  /** The place that is told from the start; none: "". */
  place: string;
  /** The groups of the drawing that make up each layer. */
  layerGroups: Record<string, string[]>;
  /** In an embed: how near one can look. */
  maxZoom?: number;
  /** In an embed: the map fills its room, and what sticks out is not seen, instead of standing in it whole. */
  cover?: boolean;
  /** In an embed: the edges as runs along outlines of zones, by id. */
  edgeRuns?: Record<string, [zone: string, runs: [ring: number, first: number, steps: number][]] | string>;
  certain: number;
  /** The days on which anything changes in view: the places that do (one change each), and how many events, counted apart. */
  days: [day: number, places: string[], events: number][];
  uncertainty: Track;
  holdings: Record<string, HoldingsTimeline>;
  records: ControlRecord[];
  events: MapEvent[];
  /** What happened last, from which day on. */
  news: { track: Track; sentences: string[] };
  sources: Source[];
  forces: Record<string, Force>;
  families: Family[];
  places: Record<string, Place>;
}

/** What another day of knowledge changes. */
export type Known = Pick<
  Payload,
  | "atlas"
  | "known"
  | "latestSource"
  | "sheets"
  | "symbols"
  | "edgeStyles"
  | "tracks"
  | "days"
  | "uncertainty"
  | "holdings"
  | "records"
  | "events"
  | "news"
  | "sources"
  | "forces"
  | "families"
  | "places"
  | "versus"
>;
