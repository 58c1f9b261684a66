// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { useAccess } from '../../stores/access';
import { useAlarms } from '../../stores/alarms';
import { useClock } from '../../stores/clock';
import { useConnection } from '../../stores/connection';
import { anAlarm } from '../../testing/alarm';
import { mountPart } from '../../testing/mounting';
import { millis } from '../../wire/brands';
import AlarmsTab from './AlarmsTab.vue';

vi.mock('../../wire/hub', () => ({ MapHub: class { start = async () => {}; look = async () => {}; stop = async () => {}; } }));
vi.mock('../../router/navigation', () => ({ useNavigation: () => ({ openAsset: () => {}, openWarning: () => {} }) }));

const now = 61_000;
const mill = anAlarm({ id: 'demo:D~sewer.discharge', subject: 'demo:D', name: '化工厂', title: { zh: '异常排放', en: 'Abnormal discharge' }, priority: 'high', respondBy: now + 14 * 60_000 });
const below = anAlarm({ id: 'demo:M~sewer.overflow', parent: mill.id, priority: 'medium' });
const seen = anAlarm({ id: 'demo:P~pump.tripped', subject: 'demo:P', name: '2 号泵站', state: 'acknowledged', acknowledgedBy: 'ann', acknowledgedAt: 1000, priority: 'critical' });

let sent: { url: string; body: unknown }[];
beforeEach(() => {
  sent = [];
  vi.stubGlobal('fetch', vi.fn(async (url: string, init: RequestInit) => {
    if (init.method === 'POST') sent.push({ url, body: JSON.parse(String(init.body)) });
    return Response.json(init.method === 'POST' ? { ...wire(mill), version: 2, state: 'acknowledged', letter: 'C', acknowledgedBy: 'bob' } : { items: [], next: null, floods: [], conditions: [], longestShelfMinutes: 480, repeatMinutes: {} });
  }));
});
afterEach(() => vi.unstubAllGlobals());
enableAutoUnmount(afterEach);

/** As it would come over the wire again. */
const wire = (alarm: typeof mill) => JSON.parse(JSON.stringify(alarm, (name, value) => (/(At|By)$/.test(name) && typeof value === 'number' ? new Date(value).toISOString() : value)));

function show(prepare: () => void = () => {}) {
  return mountPart(AlarmsTab, { attachTo: document.body }, () => {
    useClock().hear({ now: millis(now), rate: 0, mode: 'live' });
    useConnection().set('live');
    useAccess().scopes = ['alarms:write'];
    const alarms = useAlarms();
    alarms.book = new Map([mill, below, seen].map((a) => [a.id, a]));
    alarms.status = 'ready';
    prepare();
  });
}

const press = (key: string) => window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));

describe('the alarm list', () => {
  it('has a row a cause, what waits before what is graver and seen, with its time left and its shape', () => {
    const rows = show().findAll('.group');
    expect(rows.map((row) => row.get('.title').text())).toEqual(['化工厂 · 异常排放', '2 号泵站 · 污水冒溢']);
    expect(rows[0]!.get('.time').text()).toBe('14 分');
    expect(rows[0]!.get('.nested').text()).toContain('1 条随发');
    expect([rows[0]!.get('.mark').classes(), rows[0]!.get('.mark').attributes('aria-label')]).toEqual([expect.arrayContaining(['orange']), '高']);
    expect(rows[1]!.get('.who').text()).toContain('ann');
  });

  it('is acknowledged by one key and some words, with what lies under it and the version that was seen', async () => {
    const tab = show();
    press('j');
    await nextTick();
    press('a');
    await nextTick();
    await tab.get('dialog input.field').setValue('泵车已出发');
    await tab.get('dialog form').trigger('submit');
    await flushPromises();
    expect(sent).toEqual([{ url: `/api/v1/alarms/${encodeURIComponent(mill.id)}/acknowledge`, body: { comment: '泵车已出发', withNested: true, version: 1 } }]);
    expect(useAlarms().book.get(mill.id)!.acknowledgedBy).toBe('bob');
  });

  it('lets nobody act on what may be old: a lost connection says so and stops the keys', async () => {
    const tab = show(() => useConnection().set('lost'));
    expect(tab.get('[role=status]').text()).toContain('断开');
    press('j');
    await nextTick();
    press('a');
    await nextTick();
    expect(tab.find('.detail').exists()).toBe(true);
    expect(tab.find('dialog').exists()).toBe(false);
  });

  it('shouts of a flood in words', () => {
    const tab = show(() => { useAlarms().floods = [{ network: 'demo', since: millis(1000), count: 14 }]; });
    expect(tab.get('.flood').text()).toContain('近十分钟 14 组');
  });
});
