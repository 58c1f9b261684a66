import { search, type Api, type Query } from '../../wire/api';
import { assetSummary, page } from '../../wire/assets';
import { ProblemError, type HttpOptions } from '../../wire/http';
import { flag, nullable, number, shape, text } from '../../wire/parse';

const extra = shape({ stale: flag, quantity: nullable(text), value: nullable(number), fill: nullable(number) });

/** A row of the table: an asset with its main value (canonical unit) and how full it is (1 is full), where it has them. */
export type AssetRow = ReturnType<typeof assetSummary> & ReturnType<typeof extra>;

const rows = page<AssetRow>((value, at) => ({ ...assetSummary(value, at), ...extra(value, at) }));

export function readRows(api: Api, query: Query, options?: HttpOptions) {
  return api.http.get(`/assets${search(query)}`, rows, options);
}

export interface FilterFault {
  /** Characters from 0. */
  readonly caret: number;
  readonly message: string;
}

/** Where in a filter the server found it wrong, and how; null for any other error. */
export function faultOf(error: unknown): FilterFault | null {
  const match = error instanceof ProblemError ? /^where column (\d+): (.*)$/s.exec(error.detail ?? '') : null;
  return match ? { caret: Math.max(0, Number(match[1]) - 1), message: match[2]! } : null;
}
