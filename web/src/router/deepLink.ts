/** What a link's hash names: `#asset=demo:PS-3`, `#warning=w-12`, `#view=38.41201,112.73411,14.00`, `#at=2026-11-22T06:40:00Z&speed=60`, or several joined by `&`. */
export interface DeepLink {
  readonly asset?: string;
  readonly warning?: string;
  readonly view?: MapPlace;
  /** A past moment, Unix ms. */
  readonly at?: number;
  /** City seconds a second; with `at` only. */
  readonly speed?: number;
}

/** Degrees and zoom level. */
export interface MapPlace {
  readonly lat: number;
  readonly lng: number;
  readonly zoom: number;
}

/** Reads a hash; parts that make no sense are left out. An asset and a warning exclude one another: the warning wins. */
export function parseLink(hash: string): DeepLink {
  const parts = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B'));
  const warning = parts.get('warning') || undefined;
  const asset = warning ? undefined : parts.get('asset') || undefined;
  const view = parseView(parts.get('view'));
  const at = parseTime(parts.get('at'));
  const speed = at === undefined ? NaN : Number(parts.get('speed') ?? NaN);
  return { ...(asset && { asset }), ...(warning && { warning }), ...(view && { view }), ...(at !== undefined && { at }), ...(speed > 0 && { speed }) };
}

/** The hash for a link, `''` for an empty one. Ids stay readable: only what would break the hash is escaped. */
export function formatLink({ asset, warning, view, at, speed }: DeepLink): string {
  const parts = [
    ...(warning ? [`warning=${escape(warning)}`] : asset ? [`asset=${escape(asset)}`] : []),
    ...(view ? [`view=${view.lat.toFixed(5)},${view.lng.toFixed(5)},${view.zoom.toFixed(2)}`] : []),
    ...(at === undefined ? [] : [`at=${new Date(at).toISOString().replace('.000Z', 'Z')}`]),
    ...(at === undefined || speed === undefined ? [] : [`speed=${speed}`]),
  ];
  return parts.length ? `#${parts.join('&')}` : '';
}

function escape(id: string): string {
  return id.replace(/[%&#+]/g, encodeURIComponent);
}

function parseTime(text: string | null): number | undefined {
  const time = text === null ? NaN : Date.parse(text);
  return Number.isFinite(time) ? time : undefined;
}

function parseView(text: string | null): MapPlace | undefined {
  const numbers = text?.split(',').map(Number) ?? [];
  if (numbers.length !== 3 || numbers.some((n) => !Number.isFinite(n))) return undefined;
  const [lat, lng, zoom] = numbers as [number, number, number];
  return Math.abs(lat) <= 85.06 && Math.abs(lng) <= 180 && zoom >= 0 && zoom <= 24 ? { lat, lng, zoom } : undefined;
}
