import { describe, expect, it } from 'vitest';
import type { Api } from '../../wire/api';
import { assetId } from '../../wire/brands';
import { readLongSeries } from './longSeries';

const day = 86_400_000;
const first = Date.parse('2018-06-01T06:00:00Z');
const row = (i: number, quality = 'good') => ({ at: new Date(first + i * day).toISOString(), value: i % 7, quality });

/** Answers as the server does, and keeps what was asked. */
function server(readings: number, dropped: object | undefined = undefined) {
  const asked: URLSearchParams[] = [];
  const http = {
    get: (path: string, parse: (value: unknown, at: string) => unknown) => {
      const query = new URL(path, 'http://x').searchParams;
      asked.push(query);
      const count = query.has('every') ? Math.min(readings, 400) : Math.min(readings, Number(query.get('limit')));
      return Promise.resolve(parse({ items: Array.from({ length: count }, (_, i) => row(i, i === 3 ? 'suspect' : 'good')), next: count < readings && !query.has('every') ? '1' : null, dropped }, ''));
    },
  };
  return { asked, api: { http } as unknown as Api };
}

describe('a long series', () => {
  it('shows each of 606 daily rows one by one, marks and all, from the first to the last', async () => {
    const { api, asked } = server(606);
    const series = await readLongSeries(api, assetId('a:b'), 'flow', { from: 0, to: Date.parse('2026-01-01') });
    expect(asked).toHaveLength(1);
    expect(series.points).toHaveLength(606);
    expect(series.points.filter((p) => p.mark)).toHaveLength(1);
    expect([series.from, series.to, series.step]).toEqual([first, first + 605 * day, 0]);
  });

  it('thins many readings to means of whole hours', async () => {
    const { api, asked } = server(100_000);
    const series = await readLongSeries(api, assetId('a:b'), 'flow', { from: first, to: first + 31 * day });
    expect(asked[1]!.get('every')).toBe('7200s');
    expect(series.step).toBe(7_200_000);
  });

  it('asks for nothing finer than hours where readings were dropped, and says so', async () => {
    const { api, asked } = server(10, { kept: 'hours' });
    const series = await readLongSeries(api, assetId('a:b'), 'flow', { from: first, to: first + day });
    expect(asked[1]!.get('every')).toBe('3600s');
    expect(series.dropped).toBe('hours');
  });
});
