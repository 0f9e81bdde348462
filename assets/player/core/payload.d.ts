// The form of the payload compiled by outputs/player/payload.py. Days are whole numbers: days since 1970-01-01, UTC.

export type Track = [day: number, value: number][];
export type ZoneSymbol = [ground: string, pattern: string];
export type EdgeStyle = [colour: string, width: number, dash: string, opacity: number];
/** `share`: 0 is unknown, `certain` of the payload is certain, and values between are possible, increasingly so. `holds`: 1 if it gives control of the place. */
export type RecordShare = [record: number, share: number, age: number, holds: number];
export type HoldingsTimeline = [day: number, held: RecordShare[]][];

export interface Cited {
  sources: number[];
  testimony: string;
  standing: string;
  author: string;
  /** Why its author rates it lower than its sources support. */
  standingNote: string;
}

export interface ControlRecord extends Cited {
  id: string;
  place: string;
  force: string;
  status: string;
  since: string;
  until: string;
  attested: number;
  note: string;
  to: [number, number];
  contradicts: number[];
  denied: number[];
  /** Stated only by sides that speak for themselves. */
  partial: boolean;
  /** The sides of the speaker, by id. */
  sides: string[];
  /** The speaker and the day, in words. */
  speaker: string;
  /** The outlets that reported it, if the speaker is none of them. */
  carriedBy: string;
}

export interface MapEvent extends Cited {
  id: string;
  day: number;
  latest: number;
  date: string;
  place: string;
  x: number;
  y: number;
  title: string;
  text: string;
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
}

export interface Force {
  name: string;
  family: string;
  fill: string;
}

/** The arrows of a force on the map. */
export interface Advance {
  id: string;
  name: string;
  fill: string;
  present: Track;
}

export interface Family {
  id: string;
  name: string;
  fill: string;
  line: string;
  present: Track;
}

export interface Place {
  name: string;
  /** A town of the basemap: it has no records of its own. */
  shape: "zone" | "site" | "line" | "town";
  covered: boolean;
  inView: boolean;
  /** The zones around a site or a town, the smallest first. */
  within?: string[];
  /** The kind of a line or a band. */
  about?: string;
  /** The basis of the drawing of a line or a band. */
  after?: string;
}

export type Claims = [force: string, status: string][];

/** Two accounts: what each says that the other does not, by number, and from which day on where. */
export interface Versus {
  side: string;
  names: [own: string, other: string];
  claims: [own: Claims, other: Claims][];
  places: Record<string, { km2: number; track: Track }>;
  elsewhere: Track;
}

/** The sentences of an embed on where two accounts differ, by number, and from which day on. */
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
  /** The note for the map of a small screen; empty if the view shows no border that is drawn by choice. */
  short: string;
}

export interface Payload {
  version: number;
  atlas: string;
  lang: string;
  dir: "ltr" | "rtl";
  view: string;
  title: string;
  day: number;
  known: number;
  latestSource: number;
  newest: number;
  first: number;
  last: number;
  /** The unit of time; a day if it is absent. */
  granularity?: "month" | "year";
  hide: string[];
  side: string[];
  layers: string[];
  width: number;
  height: number;
  extent: { west: number; north: number; perDegree: number };
  margin: number;
  legendSide: "left" | "right";
  credit: string;
  /** The sides whose accounts are available. */
  sides?: [id: string, name: string, called: string][];
  /** The account it is compared with, if any. */
  versus?: Versus;
  differences?: DifferenceLists;
  /** Whose account it is, and which sources are excluded, in words. */
  filters: string[];
  /** What is not shown, in words. */
  hidden: string[];
  /** Where the pages of sources are; their ids follow. */
  sourcePage?: string;
  /** The dates with new information, the latest last; missing if no server is available. */
  knownDays?: number[];
  /** The address of the page of corrections. */
  corrections?: string;
  /** The address of the page that explains the map, if there is one. */
  method?: string;
  /** The address of the page of pinned versions. */
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
  /** The gap between the ring around a selected site and its marker, in px. */
  ringPx: number;
  /** The place that is open from the start; none: "". */
  place: string;
  /** The groups of the drawing that make up each layer. */
  layerGroups: Record<string, string[]>;
  /** Whether there are so many zones that a canvas shows their steps sooner. */
  canvas: boolean;
  /** In an embed: the nearest zoom. */
  maxZoom?: number;
  /** In an embed: the map fills its room and is cropped, instead of fitting whole. */
  cover?: boolean;
  /** In an embed: the `d` of the edges between zones, by id. */
  edges?: Record<string, string>;
  /** In an embed: the path of the symbol of an event. */
  star?: string;
  certain: number;
  /** The days on which anything changes in view: the places that do (one change each), and the number of events, counted separately. */
  days: [day: number, places: string[], events: number][];
  uncertainty: Track;
  holdings: Record<string, HoldingsTimeline>;
  records: ControlRecord[];
  events: MapEvent[];
  /** What happened last, from each day on. */
  news: { track: Track; sentences: string[] };
  sources: Source[];
  forces: Record<string, Force>;
  families: Family[];
  /** The forces with arrows; missing if there is none. */
  advances?: Advance[];
  /** From how many places ground is modelled, in words; missing if none is. */
  modelled?: string;
  places: Record<string, Place>;
}

/** The part that changes with the information date. */
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

/** Rows as columns: what all rows share stands once, in `same`. */
export interface PackedTable {
  count: number;
  same: Record<string, unknown>;
  columns: Record<string, PackedColumn>;
}

/** One value a row; or each value once, in the order in which they first appear, and a letter for each row. */
export type PackedColumn = any[] | { values: any[]; letters: string };

/** A track as [day, value, days later, value, …]. */
export type PackedTrack = number[];

/**
 * What an embed carries instead of some parts of the payload, as outputs/player/embed_pack.py packs it.
 * Keys that occur once have whole names; what repeats by record is in columns and tracks, without names.
 */
export interface PackedPayload {
  records: PackedTable;
  events: PackedTable;
  sources: PackedTable;
  places: PackedTable;
  forces: PackedTable;
  /** For each record its track of 4 × (share + 1), and more while it holds its place: days, then values. */
  shares: { days: number[][]; values: PackedColumn };
  /** Events by day. The other days of change follow from the shares, but for the exceptions in `unchangedDays`. */
  days: PackedTrack;
  unchangedDays: Record<string, number[]>;
  /** Records that contradict others: their number, who says it, who carries it, the numbers of the others. */
  contradictions: [record: number, speaker: string, carriedBy: string, ...others: number[]][];
  /** The phrase for so many sources, and that of the records or events that have another. */
  recordTestimonies: [plain: Record<number, string>, others: Record<number, string>];
  eventTestimonies: [plain: Record<number, string>, others: Record<number, string>];
  /** The links of the sources that the page lists before any script runs. */
  cited: string[];
  /** Grounds, and from symbol to symbol which it has; the same of patterns, or how many there are, if numbered. */
  symbols: [grounds: string[], groundSteps: number[], patterns: string[] | number, patternSteps: number[]];
  /** The symbols and edge styles in the order in which they first appear: 0 is a new one, n the nth before it. */
  symbolCodes: number[];
  edgeCodes: number[];
  /** The edges between shapes, if places have several; others follow from the outlines in the page. */
  datedEdges?: import("../map/outline_edges.js").OutlineEdge[];
  /** The days of change, if places have several shapes; others follow from the shares. */
  datedDays?: Payload["days"];
  /** Only the tracks that do not follow from the shares. */
  tracks: Record<string, Record<string, PackedTrack>>;
  /** Those of name-0, name-1 and so on. */
  nameTracks: PackedTrack[];
  /** After how many days records grow older. */
  ageDays: number[];
  /** How every event fades: days after its last possible day, and the step it has then. */
  eventFading: [after: number, value: number][];
  /** The day that stands for no end. */
  forever: number;
}
