import { search, type Api, type Query } from '../../wire/api';
import { assetSummary, page } from '../../wire/assets';
import { ProblemError, type HttpOptions } from '../../wire/http';
import { instant, nullable, number, shape, text } from '../../wire/parse';

const extra = shape({
  quantity: nullable(text), unit: nullable(text), value: nullable(number), at: nullable(instant), region: nullable(text), catchment: nullable(text),
});

/** A row of the table: an asset with its main value, where it has one. */
export type AssetRow = ReturnType<typeof assetSummary> & ReturnType<typeof extra>;

const rows = page<AssetRow>((value, at) => ({ ...assetSummary(value, at), ...extra(value, at) }));

export function readRows(api: Api, query: Query, options?: HttpOptions) {
  return api.http.get(`/assets${search(query)}`, rows, options);
}

/** Where in a filter the server found it wrong, counted in characters from 0; null where it does not say. */
export function caretOf(error: unknown): number | null {
  const match = error instanceof ProblemError ? /(?:column|character|position)\s+(\d+)/i.exec(error.detail ?? '') : null;
  return match ? Math.max(0, Number(match[1]) - 1) : null;
}
