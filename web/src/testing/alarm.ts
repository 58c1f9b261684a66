import { alarm, type Alarm } from '../wire/alarms';

/** An unacknowledged overflow with what a test says differs; times in Unix ms. */
export function anAlarm(given: Partial<Record<keyof Alarm, unknown>> = {}): Alarm {
  const times = ['openedAt', 'raisedAt', 'announcedAt', 'respondBy', 'clearedAt', 'acknowledgedAt', 'knownAt'];
  const wire = Object.fromEntries(Object.entries({ ...plain, ...given }).map(([name, value]) => [name, times.includes(name) && typeof value === 'number' ? new Date(value).toISOString() : value]));
  return alarm(wire, '');
}

const plain = {
  id: 'demo:M1~sewer.overflow', openedAt: 1000, version: 1, network: 'demo', definition: 'sewer.overflow', title: { zh: '污水冒溢', en: 'Sewer overflow' }, subject: 'demo:M1', asset: 'demo:M1', name: null, assetKind: 'manhole',
  position: [118.3, 35.05], detail: null, state: 'unacknowledged', letter: 'B', active: true, level: 'red', priority: 'high', quantity: 'level', unit: 'm', value: 3.2, limit: 3, raisedAt: 1000, announcedAt: 1000, announcedVersion: 1,
  respondBy: 1_201_000, clearedAt: null, raises: 1, acknowledgedBy: null, acknowledgedAt: null, hold: null, assignee: null, parent: null, standing: false, chattering: false, escalatedTo: null, members: [], memberCount: 0,
  warnings: ['w1'], notes: [], knownAt: 1000, change: 'raised', who: '',
};
