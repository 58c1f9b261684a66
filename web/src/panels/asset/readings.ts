import type { Api } from '../../wire/api';
import { search } from '../../wire/api';
import { page } from '../../wire/assets';
import type { AssetId, Millis } from '../../wire/brands';
import type { HttpOptions } from '../../wire/http';
import { instant, number, shape, text } from '../../wire/parse';
import type { SeriesPoint } from './sparkline';

const points = page(shape({ at: instant, value: number, quality: text }));
const pointsAcross = 90;

/** The series of one quantity between two instants (Unix ms), thinned by the server to about ninety means. */
export async function readSeries(api: Api, asset: AssetId, quantity: string, from: number, to: number, options?: HttpOptions, asOf: Millis | null = null): Promise<readonly SeriesPoint[]> {
  const every = Math.max(1, Math.round((to - from) / pointsAcross / 1000));
  const query = { quantity, from: new Date(from).toISOString(), to: new Date(to).toISOString(), every: `${every}s`, as: 'mean', limit: 500, asOf };
  const { items } = await api.http.get(`/assets/${encodeURIComponent(asset)}/readings${search(query)}`, points, options);
  return items.map(({ at, value, quality }) => (quality === 'good' ? { at, value } : { at, value, mark: quality }));
}
