import { search, type Api } from './api';
import type { AssetId } from './brands';
import { words } from './forecast';
import type { HttpOptions } from './http';
import { list, nullable, number, oneOf, plainObject, shape, text, WireError, type Parser } from './parse';
import { id } from './warnings';

/** One thing that a what-if does otherwise. Shares and settings 0 to 1. */
export type Change =
  | { readonly kind: 'rain'; readonly factor: number }
  | { readonly kind: 'rain'; readonly mmPerHour: number; readonly minutes: number }
  | { readonly kind: 'block'; readonly asset: AssetId; readonly share: number }
  | { readonly kind: 'pump' | 'gate'; readonly asset: AssetId; readonly setting: number }
  | { readonly kind: 'tank'; readonly asset: AssetId; readonly areaM2: number; readonly depthM: number }
  | { readonly kind: 'grow'; readonly factor: number; readonly asset?: AssetId; readonly district?: string };
export type ChangeKind = Change['kind'];

const at = { asset: id };
const change: Parser<Change> = (value, where) => {
  const source = plainObject(value, where);
  switch (oneOf('rain', 'block', 'pump', 'gate', 'tank', 'grow')(source.kind, `${where}.kind`)) {
    case 'rain':
      return typeof source.mmPerHour === 'number' ? { kind: 'rain', ...shape({ mmPerHour: number, minutes: number })(source, where) } : { kind: 'rain', ...shape({ factor: number })(source, where) };
    case 'block': return { kind: 'block', ...shape({ ...at, share: number })(source, where) };
    case 'pump': return { kind: 'pump', ...shape({ ...at, setting: number })(source, where) };
    case 'gate': return { kind: 'gate', ...shape({ ...at, setting: number })(source, where) };
    case 'tank': return { kind: 'tank', ...shape({ ...at, areaM2: number, depthM: number })(source, where) };
    case 'grow': {
      const { factor, asset, district } = shape({ factor: number, asset: nullable(id), district: nullable(text) })(source, where);
      if (asset === null && district === null) throw new WireError(where, 'an asset or a district', value);
      return { kind: 'grow', factor, ...(asset !== null && { asset }), ...(district !== null && { district }) };
    }
  }
};

const pair = shape({ base: nullable(number), run: nullable(number) });
const difference = shape({ asset: id, name: nullable(text), quantity: text, unit: text, base: nullable(number), run: nullable(number) });

export const whatIf = shape({
  id: text,
  title: text,
  status: oneOf('queued', 'running', 'computing', 'ready', 'failed', 'unavailable'),
  message: nullable(words),
  changes: list(change),
  base: nullable(shape({ forecastId: nullable(text) })),
  summary: nullable(shape({ overflowM3: pair, nodesFlooding: pair, differences: list(difference) })),
});
export type WhatIf = ReturnType<typeof whatIf>;

export const isUnderWay = ({ status }: Pick<WhatIf, 'status'>): boolean => status === 'queued' || status === 'running' || status === 'computing';

export interface WhatIfDraft {
  readonly network: string;
  readonly title: string;
  readonly horizonMinutes: number;
  readonly changes: readonly Change[];
}

export function readWhatIfs(api: Api, network: string, options?: HttpOptions): Promise<readonly WhatIf[]> {
  return api.http.get(`/whatifs${search({ network })}`, shape({ items: list(whatIf) }), options).then(({ items }) => items);
}

export function readWhatIf(api: Api, key: string, options?: HttpOptions): Promise<WhatIf> {
  return api.http.get(`/whatifs/${encodeURIComponent(key)}`, whatIf, options);
}

/** Has it computed beside the live twin. Needs the scope `forecast:write`. */
export function runWhatIf(api: Api, draft: WhatIfDraft): Promise<{ readonly id: string }> {
  return api.http.post('/whatifs', draft, shape({ id: text }), { timeoutMs: 30_000 });
}

export async function removeWhatIf(api: Api, key: string): Promise<void> {
  await api.http.delete(`/whatifs/${encodeURIComponent(key)}`, (value) => value);
}
