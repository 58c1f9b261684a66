import { page } from './assets';
import { search, type Api, type Query } from './api';
import type { HttpOptions } from './http';
import { count, dictionary, flag, instant, list, nullable, number, oneOf, shape, text } from './parse';

export const troubles = ['silent', 'neverSpoke', 'skewed', 'invalid', 'gaps', 'marks', 'refused'] as const;
export type Trouble = (typeof troubles)[number];

const shares = shape({ expected: count, received: count, excluded: count, valid: count, transmission: nullable(number), validity: nullable(number), effective: nullable(number) });
export type Shares = ReturnType<typeof shares>;

const day = shape({ day: text, shares, marks: dictionary(count) });
export type QualityDay = ReturnType<typeof day>;

const source = shape({
  key: text,
  device: nullable(text),
  name: nullable(text),
  protocol: nullable(text),
  assets: list(shape({ id: text, name: nullable(text), kind: text })),
  intervalSeconds: number,
  lastAt: nullable(instant),
  silentSeconds: nullable(number),
  lagSeconds: nullable(number),
  trouble: list(oneOf(...troubles)),
  today: shares,
  marksToday: dictionary(count),
  refused: nullable(count),
  lastRefusal: nullable(text),
  lastRefusalAt: nullable(instant),
  days: list(day),
});
/** A device, or an asset that reports without one, and how it stands. */
export type Source = ReturnType<typeof source>;

const quality = shape({ from: text, to: text, total: count, trouble: dictionary(count), items: list(source), next: nullable(text) });
export type QualityAnswer = ReturnType<typeof quality>;

const channel = shape({ code: text, asset: nullable(text), quantity: nullable(text), unit: nullable(text) });
export type Channel = ReturnType<typeof channel>;

const device = shape({
  id: text, name: text, protocol: text, address: text, asset: nullable(text), assetName: nullable(text), channels: list(channel), intervalSeconds: nullable(number),
  version: nullable(text), enabled: flag, hasPassword: flag, hasKey: flag, revision: count, changedAt: instant, changedBy: text,
  status: nullable(shape({ connected: flag, from: nullable(text), lastSeen: instant, messages: count, readings: count, duplicates: count, refused: count })),
});
export type Device = ReturnType<typeof device>;

const candidate = shape({ protocol: text, address: text, from: nullable(text), firstSeen: instant, lastSeen: instant, count, channels: list(text) });
export type Candidate = ReturnType<typeof candidate>;

const refused = shape({ at: instant, topic: text, device: nullable(text), why: text, payload: text });
export type RefusedMessage = ReturnType<typeof refused>;

const request = shape({
  id: text, kind: text, content: text, by: text, createdAt: instant, state: text, open: flag, attempts: count, endedAt: nullable(instant), why: nullable(text), packets: count, answer: nullable(text),
});
export type DeviceRequest = ReturnType<typeof request>;

/** What is sent to register a device or change it; an absent secret stays as it is. */
export interface DeviceDraft {
  readonly name: string;
  readonly protocol: string;
  readonly address: string;
  readonly asset: string | null;
  readonly intervalSeconds: number | null;
  readonly version: string | null;
  readonly enabled: boolean;
  readonly channels: readonly Channel[];
  readonly password?: string;
  readonly key?: string;
  readonly revision?: number;
}

const path = (id: string): string => `/devices/${encodeURIComponent(id)}`;

export const readSources = (api: Api, query: Query, options?: HttpOptions) => api.http.get(`/devices/quality${search(query)}`, quality, options);
export const readDevice = (api: Api, id: string, options?: HttpOptions) => api.http.get(path(id), device, options);
export const readCandidates = (api: Api, options?: HttpOptions) => api.http.get('/devices/candidates', page(candidate), options);
export const readRefused = (api: Api, id: string, options?: HttpOptions) => api.http.get(`/mqtt/refused${search({ device: id })}`, page(refused), options);
export const readRequests = (api: Api, id: string, options?: HttpOptions) => api.http.get(`${path(id)}/requests`, page(request), options);
export const saveDevice = (api: Api, id: string, draft: DeviceDraft) => api.http.put(path(id), draft, device);
export const removeDevice = (api: Api, id: string) => api.http.delete(path(id), () => null);
export const ask = (api: Api, id: string, order: Readonly<Record<string, unknown>>) => api.http.post(`${path(id)}/requests`, order, request);
