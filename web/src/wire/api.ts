import { assetDetail, assetSummary, labels, page, trace, type AssetDetail, type AssetSummary, type Labels, type Trace } from './assets';
import { base, type BaseArea } from './base';
import type { AssetId, Millis } from './brands';
import { city, type City } from './city';
import { decodeGeometry, type Geometry } from './geometry';
import { Http, type HttpOptions } from './http';
import { snapshot, type StateSnapshot } from './live';
import { chunk, type Chunk, type Span } from './playback';
import { warning, type Warning } from './warnings';

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Every route that the page reads, each answered as a checked type. */
export class Api {
  constructor(readonly http: Http) {}

  /** `asOf` here and below: as the platform knew it then, Unix ms; null for now. */
  city(options?: HttpOptions, asOf: Millis | null = null): Promise<City> {
    return this.http.get(`/city${search({ asOf })}`, city, options);
  }

  /** Large, immutable per revision and so cached by the browser. */
  async geometry(network: string, revision: number, options?: HttpOptions): Promise<Geometry> {
    return decodeGeometry(await this.http.bytes(`${mapPath(network, revision)}/geometry`, { timeoutMs: 60_000, ...options }));
  }

  labels(network: string, revision: number, options?: HttpOptions): Promise<Labels> {
    return this.http.get(`${mapPath(network, revision)}/labels`, labels, { timeoutMs: 60_000, ...options });
  }

  base(network: string, revision: number, options?: HttpOptions): Promise<readonly BaseArea[]> {
    return this.http.get(`${mapPath(network, revision)}/base`, base, options);
  }

  state(network: string, options?: HttpOptions, asOf: Millis | null = null): Promise<StateSnapshot> {
    return this.http.get(`/map/${encodeURIComponent(network)}/state${search({ asOf })}`, snapshot, { timeoutMs: 30_000, ...options });
  }

  warnings(query: Query, options?: HttpOptions): Promise<Page<Warning>> {
    return this.http.get(`/warnings${search(query)}`, page(warning), options);
  }

  playback(network: string, { from, to, stepSeconds }: Span, options?: HttpOptions): Promise<Chunk> {
    return this.http.get(`/playback/${encodeURIComponent(network)}${search({ from, to, step: `${stepSeconds}s` })}`, chunk, { timeoutMs: 30_000, ...options });
  }

  asset(id: AssetId, options?: HttpOptions, asOf: Millis | null = null): Promise<AssetDetail> {
    return this.http.get(`/assets/${encodeURIComponent(id)}${search({ asOf })}`, assetDetail, options);
  }

  assets(query: Query, options?: HttpOptions): Promise<Page<AssetSummary>> {
    return this.http.get(`/assets${search(query)}`, page(assetSummary), options);
  }

  trace(from: AssetId, direction: 'down' | 'up', until?: string, options?: HttpOptions, asOf: Millis | null = null): Promise<Trace> {
    return this.http.get(`/network/trace${search({ from, direction, until, asOf })}`, trace, options);
  }
}

function mapPath(network: string, revision: number): string {
  return `/map/${encodeURIComponent(network)}/${revision}`;
}

/** Leaves out what is null or undefined. */
export function search(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}
