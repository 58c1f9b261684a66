import { search, type Api } from './api';
import type { AssetId, Millis } from './brands';
import { runPath, runQuery, type Run } from './forecast';
import type { HttpOptions } from './http';
import { WireError, epoch, instant, list, nullable, number, shape, text, type Parser } from './parse';
import { id } from './warnings';

/** Null where the run has no value. */
const values = list(nullable(number));

/** Columns that must be as long as `times`. */
export function alongTimes<T extends { readonly times: readonly unknown[] }>(parse: Parser<T>, ...columns: readonly string[]): Parser<T> {
  return (value, at) => {
    const result = parse(value, at);
    for (const name of columns) {
      const column = (result as Readonly<Record<string, unknown>>)[name] as readonly unknown[];
      if (column.length !== result.times.length) throw new WireError(at ? `${at}.${name}` : name, `${result.times.length} values, as many as times`, `${column.length} values`);
    }
    return result;
  };
}

/** What is expected of one quantity at one asset, with the band in which 80 % of the members lie. */
export const expectedSeries = alongTimes(shape({
  asset: id, quantity: text, unit: text, issuedAt: instant, times: list(epoch), p10: values, p50: values, p90: values,
  limit: nullable(number),
  /** What the newest reading did to the model at the start. */
  nudge: nullable(shape({ at: instant, before: number, after: number })),
}), 'p10', 'p50', 'p90');
export type ExpectedSeries = ReturnType<typeof expectedSeries>;

export function readExpected(api: Api, run: Run, asset: AssetId, quantity: string, options?: HttpOptions, asOf: Millis | null = null): Promise<ExpectedSeries> {
  return api.http.get(`${runPath(run)}/series${search({ asset, quantity, asOf, ...runQuery(run) })}`, expectedSeries, { timeoutMs: 20_000, retries: 1, ...options });
}
