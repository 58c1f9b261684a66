import type { Api } from './api';
import { count, dictionary, flag, list, nullable, number, oneOf, shape, text, type Parser } from './parse';

const longName = shape({ quantity: text, unit: nullable(text), asset: nullable(text) });
const column = shape({ column: text, quantity: text, unit: nullable(text), asset: nullable(text), flag: nullable(text), minimum: nullable(number), maximum: nullable(number) });
const profile = shape({
  name: text, title: nullable(text), encoding: text, delimiter: text, headerRow: count, skipRows: count, layout: oneOf('wide', 'long'), decimal: text, thousands: text, empty: list(text),
  time: shape({ column: text, timeOfDay: nullable(text), format: text, zone: text }), network: nullable(text), asset: nullable(text), assetColumn: nullable(text), columns: list(column),
  long: nullable(shape({ quantity: text, value: text, unit: nullable(text), flag: nullable(text), names: dictionary(longName) })), provenance: text,
});
/** How files of one kind are read, as the server keeps it. */
export type FileProfile = ReturnType<typeof profile>;

const shownRow = shape({ row: count, cells: list(text) });
const inspection = shape({
  encoding: text, delimiter: text, headerRow: count,
  columns: list(shape({ column: count, heading: text, kind: oneOf('time', 'number', 'text', 'empty'), numbers: count, texts: count, examples: list(text) })),
  rows: list(shownRow), profile, doubts: list(shape({ code: text, why: text })),
});
export type FileInspection = ReturnType<typeof inspection>;

const refusal = shape({ row: count, column: count, heading: text, text, code: text, why: text });
export type Refusal = ReturnType<typeof refusal>;

export const fileReport = shape({
  file: text, profile: text, isDryRun: flag, encoding: text, delimiter: text, bytes: count, rows: count, readings: count, stored: count, unchanged: count, emptyCells: count, belowDetection: count,
  refusedCount: count, refusedByCode: dictionary(count), refused: list(refusal),
  series: list(shape({ heading: text, asset: text, quantity: text, unit: text, readings: count, refused: count, lowest: nullable(number), highest: nullable(number), first: nullable(text), last: nullable(text) })),
  seriesCount: count, shownColumns: list(shape({ column: count, heading: text })), shownRows: list(shownRow), from: nullable(text), to: nullable(text),
});
export type FileReport = ReturnType<typeof fileReport>;

const saved = shape({ name: text, version: count, savedBy: text, savedAt: text, profile });
export type SavedProfile = ReturnType<typeof saved>;

const taken = shape({ file: text, profile: text, route: text, who: text, state: oneOf('begun', 'taken', 'refused', 'interrupted'), at: text, why: nullable(text), stored: count, unchanged: count, refused: count, from: nullable(text), to: nullable(text) });
export type TakenFile = ReturnType<typeof taken>;

const pageOf = <T>(item: Parser<T>) => shape({ items: list(item) });
const inspected = 1024 * 1024;
const longMs = 30 * 60_000;

/** What the server says of a file; what it is made of the parts, in this order: how to read it, then the file. */
export const files = {
  inspect: (api: Api, file: File): Promise<FileInspection> => api.http.post('/files/inspect', file.slice(0, inspected), inspection, { timeoutMs: 60_000 }),
  check: (api: Api, file: File, mapping: FileProfile): Promise<FileReport> => api.http.post('/files/check', form('mapping', JSON.stringify(mapping), file), fileReport, { timeoutMs: longMs }),
  take: (api: Api, file: File, mapping: FileProfile): Promise<FileReport> => api.http.post('/files', form('mapping', JSON.stringify(mapping), file), fileReport, { timeoutMs: longMs }),
  takeBy: (api: Api, file: File, name: string): Promise<FileReport> => api.http.post('/files', form('profile', name, file), fileReport, { timeoutMs: longMs }),
  profiles: async (api: Api): Promise<readonly SavedProfile[]> => (await api.http.get('/file-profiles', pageOf(saved))).items,
  save: (api: Api, name: string, mapping: FileProfile): Promise<SavedProfile> => api.http.put(`/file-profiles/${encodeURIComponent(name)}`, { ...mapping, name }, saved),
  newest: async (api: Api): Promise<readonly TakenFile[]> => (await api.http.get('/files?limit=20', pageOf(taken))).items,
};

function form(part: string, value: string, file: File): FormData {
  const parts = new FormData();
  parts.append(part, value);
  parts.append('file', file, file.name);
  return parts;
}
