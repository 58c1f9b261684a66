import { describe, expect, it } from 'vitest';
import type { Candidate, Device } from '../../wire/devices';
import { millis } from '../../wire/brands';
import { draftOf, fieldsOf, grade, idFrom, shareText } from './standing';

describe('a share', () => {
  it('is graded by what regulators ask for', () => {
    expect([1, 0.9, 0.8999, 0.75, 0.7499, 0, null].map(grade)).toEqual(['well', 'well', 'low', 'low', 'bad', 'bad', 'none']);
  });

  it('is never rounded up to all', () => {
    expect([1, 0.99999, 0.8765, 0, null].map(shareText)).toEqual(['100 %', '99.9 %', '87.7 %', '0 %', '–']);
  });
});

describe('the form of a device', () => {
  const candidate: Candidate = { protocol: 'mqtt', address: '一号/Pump 2', from: null, firstSeen: millis(0), lastSeen: millis(1), count: 3, channels: ['level'] };
  const device: Device = {
    id: 'd1', name: '一号', protocol: 'hj212', address: '010000A8900016F000169DC0', asset: 'demo:A', assetName: null, channels: [{ code: 'w01018', asset: null, quantity: 'cod', unit: 'mg/L' }],
    intervalSeconds: 60, version: null, enabled: true, hasPassword: true, hasKey: false, revision: 4, changedAt: millis(0), changedBy: 'x', status: null,
  };

  it('begins with what a candidate is known by', () => {
    expect(fieldsOf(candidate)).toMatchObject({ id: 'Pump-2', address: '一号/Pump 2', protocol: 'mqtt', asset: '' });
    expect(idFrom('##')).toBe('');
  });

  it('gives back what it was given, and no secret that was not typed', () => {
    const draft = draftOf(fieldsOf(device), device.revision);
    expect(draft).toEqual({ name: '一号', protocol: 'hj212', address: device.address, asset: 'demo:A', intervalSeconds: 60, version: null, enabled: true, channels: device.channels, revision: 4 });
    expect(draftOf({ ...fieldsOf(device), password: 'secret' })).toHaveProperty('password', 'secret');
  });

  it('leaves out channels without a code, and names a device by its id where it has no name', () => {
    const fields = { ...fieldsOf(null), id: 'p1', channels: [{ code: ' ', asset: 'x', quantity: '', unit: '' }] };
    expect(draftOf(fields)).toMatchObject({ name: 'p1', address: 'p1', channels: [], intervalSeconds: null });
  });
});
