import { rounded } from '../../i18n/number';
import type { Candidate, Channel, Device, DeviceDraft, Source, Trouble } from '../../wire/devices';

/** How a share of what was due is drawn; a day on which nothing was due has none. */
export type Grade = 'well' | 'low' | 'bad' | 'none';

export const wellFrom = 0.9;
export const lowFrom = 0.75;

export function grade(effective: number | null): Grade {
  if (effective === null) return 'none';
  return effective >= wellFrom ? 'well' : effective >= lowFrom ? 'low' : 'bad';
}

/** `98.6 %`; a dash where nothing was due. Never rounded up to all of it. */
export function shareText(share: number | null): string {
  if (share === null) return '–';
  const percent = share === 1 ? 100 : Math.min(Math.round(share * 1000) / 10, 99.9);
  return `${rounded(percent)} %`;
}

/** What makes people look: what is silent or false, before what is merely incomplete. */
const grave: readonly Trouble[] = ['silent', 'neverSpoke', 'skewed', 'invalid'];
export const isGrave = (trouble: Trouble): boolean => grave.includes(trouble);

export function doubtful(source: Source): number {
  return Object.values(source.marksToday).reduce((sum, n) => sum + n, 0);
}

/** An id from what a device calls itself: letters, digits and `. _ -`. */
export function idFrom(address: string): string {
  return address.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64);
}

/** The fields of the form; empty text stands for nothing. */
export interface DeviceFields {
  id: string;
  name: string;
  protocol: string;
  address: string;
  asset: string;
  interval: string;
  version: string;
  enabled: boolean;
  password: string;
  key: string;
  channels: { code: string; asset: string; quantity: string; unit: string }[];
}

export function fieldsOf(from: Device | Candidate | null): DeviceFields {
  const fields = { id: '', name: '', protocol: 'hj212', address: '', asset: '', interval: '', version: '', enabled: true, password: '', key: '', channels: [] as DeviceFields['channels'] };
  if (from === null) return fields;
  if (!('id' in from)) return { ...fields, id: idFrom(from.address), protocol: from.protocol, address: from.address };
  return {
    ...fields, id: from.id, name: from.name, protocol: from.protocol, address: from.address, asset: from.asset ?? '', interval: from.intervalSeconds === null ? '' : String(from.intervalSeconds), version: from.version ?? '',
    enabled: from.enabled, channels: from.channels.map((c) => ({ code: c.code, asset: c.asset ?? '', quantity: c.quantity ?? '', unit: c.unit ?? '' })),
  };
}

export function draftOf(fields: DeviceFields, revision?: number): DeviceDraft {
  const given = (text: string): string | null => text.trim() || null;
  const channels: Channel[] = fields.channels.filter((c) => c.code.trim()).map((c) => ({ code: c.code.trim(), asset: given(c.asset), quantity: given(c.quantity), unit: given(c.unit) }));
  return {
    name: fields.name.trim() || fields.id.trim(), protocol: fields.protocol, address: fields.address.trim() || fields.id.trim(), asset: given(fields.asset), intervalSeconds: fields.interval.trim() ? Number(fields.interval) : null,
    version: given(fields.version), enabled: fields.enabled, channels,
    ...(fields.password && { password: fields.password }), ...(fields.key && { key: fields.key }), ...(revision !== undefined && { revision }),
  };
}

