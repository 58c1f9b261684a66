/** What a link's hash names: `#asset=demo:PS-3`, `#warning=w-12`, `#view=38.41201,112.73411,14.00`, or several joined by `&`. */
export interface DeepLink {
  readonly asset?: string;
  readonly warning?: string;
  readonly view?: MapPlace;
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
  return { ...(asset && { asset }), ...(warning && { warning }), ...(view && { view }) };
}

/** The hash for a link, `''` for an empty one. Ids stay readable: only what would break the hash is escaped. */
export function formatLink({ asset, warning, view }: DeepLink): string {
  const parts = [
    ...(warning ? [`warning=${escape(warning)}`] : asset ? [`asset=${escape(asset)}`] : []),
    ...(view ? [`view=${view.lat.toFixed(5)},${view.lng.toFixed(5)},${view.zoom.toFixed(2)}`] : []),
  ];
  return parts.length ? `#${parts.join('&')}` : '';
}

function escape(id: string): string {
  return id.replace(/[%&#+]/g, encodeURIComponent);
}

function parseView(text: string | null): MapPlace | undefined {
  const numbers = text?.split(',').map(Number) ?? [];
  if (numbers.length !== 3 || numbers.some((n) => !Number.isFinite(n))) return undefined;
  const [lat, lng, zoom] = numbers as [number, number, number];
  return Math.abs(lat) <= 85.06 && Math.abs(lng) <= 180 && zoom >= 0 && zoom <= 24 ? { lat, lng, zoom } : undefined;
}
