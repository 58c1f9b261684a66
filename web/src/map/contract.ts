import type { BaseArea } from '../wire/base';
import type { AssetId, Millis, Row } from '../wire/brands';
import type { Bounds, TileSource } from '../wire/city';
import type { Labels, Trace } from '../wire/assets';
import type { Level } from '../wire/levels';
import type { AssetKind } from '../wire/kinds';
import type { Warning } from '../wire/warnings';
import type { LiveNetwork } from '../live/network';
import type { ThemeName } from '../theme/tokens';

export type Language = 'zh' | 'en';

/**
 * What a pipe's colour tells. `class`: what it carries, until a warning level matters. `fill`: how full. `level`: levels only, all else grey.
 * `expected`: how full it will be, and the levels expected, dashed as all that is not measured. `difference`: how much fuller in one run
 * than in another; its fill column holds the difference in permille above {@link noDifference}.
 */
export type PipeStyle = 'class' | 'fill' | 'level' | 'expected' | 'difference';

export const noDifference = 2_000;

/** What a forecast puts on the map for one moment. */
export interface MapExpectation {
  /** Nodes that run over. */
  readonly overflow: readonly Row[];
  /** What is coming and when, the most urgent first. */
  readonly flags: readonly { readonly asset: AssetId; readonly text: string; readonly level: Level }[];
}

export interface LayerSwitches {
  readonly pipes: boolean;
  readonly symbols: boolean;
  readonly warnings: boolean;
  readonly labels: boolean;
  readonly districts: boolean;
  readonly graticule: boolean;
  readonly tiles: boolean;
}

export interface MapOptions {
  readonly theme: ThemeName;
  readonly language: Language;
  /** City time now; null before the server was heard. Ages and arrivals are counted from it. */
  readonly now: () => Millis | null;
  /** Where the view starts; otherwise the first network is fitted. */
  readonly view?: View;
  readonly tiles?: TileSource | null;
  /** Said about what is under the pointer; the map's own short form otherwise. */
  readonly describe?: (hit: Hit) => HoverText;
}

export interface View {
  readonly center: readonly [lon: number, lat: number];
  readonly zoom: number;
}

/** What is under the pointer. */
export type Hit = AssetHit | ClusterHit | WarningHit;

export interface AssetHit {
  readonly type: 'asset';
  readonly row: Row;
  /** Null until labels are set. */
  readonly id: AssetId | null;
  readonly name: string | null;
  readonly kind: AssetKind | null;
  readonly level: Level;
  readonly stale: boolean;
  /** The one value that matters, in the quantity's canonical unit; null where nothing was heard. `at` is null where it is not known since when. */
  readonly reading: { readonly quantity: number; readonly value: number; readonly at: Millis | null } | null;
  /** Permille of full, −1 where it means nothing. */
  readonly fill: number;
  readonly position: readonly [lon: number, lat: number];
}

export interface ClusterHit {
  readonly type: 'cluster';
  readonly count: number;
  readonly level: Level;
  readonly position: readonly [lon: number, lat: number];
}

/** A warning's cause mark or one of its flags. */
export interface WarningHit {
  readonly type: 'warning';
  readonly warning: Warning;
  readonly position: readonly [lon: number, lat: number];
}

export interface HoverText {
  readonly title: string;
  readonly value: string;
  readonly age: string;
}

/** A warning as the list shows it. `number` is the one beside it there, and marks its cause on the map. */
export interface ListedWarning {
  readonly warning: Warning;
  readonly number: number;
  /** A red one that nobody acknowledged pulses. */
  readonly acknowledged: boolean;
}

export type Selection =
  | { readonly type: 'asset'; readonly id: AssetId }
  | { readonly type: 'warning'; readonly id: string }
  | null;

/** A marked place: where a release begins or may have begun, what to shut, where to sample, where something was seen. */
export interface MapMark {
  readonly asset: AssetId;
  readonly sign: 'source' | 'candidate' | 'block' | 'sample' | 'symptom';
  /** One or two characters in its head. */
  readonly label: string;
  /** Less likely, or too late. */
  readonly weak?: boolean;
}

/** What a what-if or a search for a cause puts on the map. */
export interface MapDrawing {
  /** Links, coloured by when the water that matters is there. */
  readonly lines: readonly { readonly asset: AssetId; readonly minutes: number }[];
  /** The best of each sort first. */
  readonly marks: readonly MapMark[];
  /** Places that may have a flag with their travel time, soonest first. */
  readonly flags: readonly { readonly asset: AssetId; readonly minutes: number }[];
  /** Straight dashed lines between two places, with what is said of them. */
  readonly spans?: readonly { readonly from: AssetId; readonly to: AssetId; readonly text: string }[];
}

/** Something that people drew for all who look at an incident; degrees, lon before lat. */
export interface SharedMark {
  readonly id: string;
  readonly shape: 'point' | 'line' | 'polygon' | 'text' | 'measure';
  readonly coordinates: readonly (readonly [lon: number, lat: number])[];
  readonly text: string;
  readonly colour: 'red' | 'orange' | 'yellow' | 'blue' | 'black';
}

/** Where somebody points, for some seconds. */
export interface SharedPointer {
  readonly at: readonly [lon: number, lat: number];
  readonly name: string;
}

/** What the next clicks on the map draw. */
export interface Sketch {
  readonly shape: SharedMark['shape'];
}

/** Asked for what can be done at a place: by the right button or a long press. */
export interface MenuEvent {
  readonly hit: AssetHit | null;
  /** px of the map's element. */
  readonly x: number;
  readonly y: number;
}

export interface ViewEvent extends View {
  readonly bounds: Bounds;
}

export interface MapEvents {
  /** Null when the pointer leaves everything. */
  hover: (hit: Hit | null) => void;
  /** Null for the bare map. A click on a cluster zooms in and is not told. */
  click: (hit: AssetHit | WarningHit | null) => void;
  menu: (event: MenuEvent) => void;
  /** The view came to rest. */
  view: (view: ViewEvent) => void;
  /** What is drawn changed, and so the legend. */
  legend: (legend: Legend) => void;
  /** All of the network in view has been painted for the first time. */
  picture: () => void;
  /** A sketch was finished. */
  sketched: (coordinates: readonly (readonly [lon: number, lat: number])[]) => void;
  /** Escape on the map. */
  escape: () => void;
}

/** Always true to what is drawn: made from the same tables that paint. */
export interface Legend {
  readonly style: PipeStyle;
  readonly pipes: readonly LegendPipe[];
  readonly symbols: readonly { readonly kind: AssetKind; readonly count: number }[];
  /** Levels that pipes or symbols may show, mildest first. */
  readonly levels: readonly { readonly level: Level; readonly color: string; readonly shape: 'ring' | 'triangle' | 'diamond' | 'octagon' }[];
  /** Pipes below this diameter, in mm, are left out at this zoom unless they have a level; 0 when all are drawn. */
  readonly hiddenBelowMm: number;
}

export interface LegendPipe {
  /** `class.sewer`, `fill.2`, `fill.none`, `level.red`, `level.none`, `stale`, `estimated`: a key for words, not words. */
  readonly key: string;
  readonly color: string;
  /** px on the screen, the widest in use at this zoom. */
  readonly width: number;
  /** Permille, lower bound included, upper not, for a fill ratio; null otherwise. */
  readonly range: readonly [number, number] | null;
  /** Dash pattern in px; empty for a solid line. */
  readonly dash: readonly number[];
  readonly opacity: number;
}

export interface FrameStats {
  /** Frames in which something was drawn, since the last call. */
  readonly frames: number;
  /** Time this code spent in a frame, ms. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** From `setNetwork` to all tiles in view painted, ms; null until then. */
  readonly firstPictureMs: number | null;
  readonly tilesPainted: number;
  readonly patchesPainted: number;
}

/** The map as the page's frame sees it. */
export interface MapView {
  /** Shows a network and follows its live state from then on. Null clears. Fits the view the first time unless a view was given. */
  setNetwork(network: LiveNetwork | null): void;
  /** Where a network will be, before its shape is known. Nothing where the view is settled already. */
  expect(bounds: Bounds): void;
  /** Names and ids; without them nothing can be selected by id and warnings have no path. */
  setLabels(labels: Labels): void;
  setBase(areas: readonly BaseArea[]): void;
  /** Open warnings, in the order of the list. */
  setWarnings(warnings: readonly ListedWarning[]): void;
  /** Marks an asset or a warning; the map stays where it is. */
  select(selection: Selection): void;
  /** Shows where the water of an asset goes or comes from, with travel times; null clears. */
  setTrace(trace: Trace | null): void;
  /** Shows a what-if or the candidates for a cause; null clears. */
  setDrawing(drawing: MapDrawing | null): void;
  /** Shows where it runs over, and when what is expected will begin; null clears. */
  setExpectation(expected: MapExpectation | null): void;
  /** What people drew and where they point. */
  setSharing(marks: readonly SharedMark[], pointers: readonly SharedPointer[]): void;
  /** Lets clicks draw until the sketch is finished; null ends that. */
  sketch(sketch: Sketch | null): void;
  flyTo(target: AssetId | View | Bounds): void;
  /** Goes to show all of the network. */
  fit(): void;
  setTheme(theme: ThemeName): void;
  setStyle(style: PipeStyle): void;
  setLayers(layers: Partial<LayerSwitches>): void;
  setTiles(tiles: TileSource | null): void;
  setLanguage(language: Language): void;
  view(): ViewEvent;
  legend(): Legend;
  frameStats(): FrameStats;
  /** To be called when the element's size changed. */
  resize(): void;
  on<E extends keyof MapEvents>(event: E, handler: MapEvents[E]): () => void;
  destroy(): void;
}
