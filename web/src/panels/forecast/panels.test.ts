// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { LiveNetwork } from '../../live/network';
import { useAccess } from '../../stores/access';
import { useClock } from '../../stores/clock';
import { useSession } from '../../stores/session';
import { useTool } from '../../stores/tool';
import { aHead, anEvent, epochAt, someFrames } from '../../testing/forecast';
import { geometryOf } from '../../testing/geometry';
import { mountPart } from '../../testing/mounting';
import { assetId, millis } from '../../wire/brands';
import AssetForecast from './AssetForecast.vue';
import ExpectedPanel from './ExpectedPanel.vue';
import SkillTab from './page/SkillTab.vue';
import StateTab from './page/StateTab.vue';
import RainCard from './rain/RainCard.vue';
import RainEditor from './rain/RainEditor.vue';
import WhatIfPanel from './whatif/WhatIfPanel.vue';

vi.mock('../../wire/hub', () => ({ MapHub: class { start = async () => {}; look = async () => {}; stop = async () => {}; } }));
vi.mock('vue-router', async (original) => ({ ...await original<object>(), useRouter: () => ({ currentRoute: { value: { path: '/' } }, push: async () => {} }) }));
vi.mock('../../router/navigation', () => ({ useNavigation: () => ({ openAsset: () => {} }) }));
vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} });
enableAutoUnmount(afterEach);

let answers: Record<string, unknown>;
let sent: { url: string; body: unknown }[];
beforeEach(() => {
  sent = [];
  answers = { '/forecasts': { items: [aHead()], message: null }, '/forecasts/latest/events': { items: [anEvent()] }, '/forecasts/latest/frames': someFrames(), '/whatifs': { items: [] } };
  vi.stubGlobal('fetch', vi.fn(async (url: string, init: RequestInit) => {
    const path = url.replace('/api/v1', '').split('?')[0]!;
    if (init.method === 'POST') { sent.push({ url: path, body: JSON.parse(String(init.body)) }); return Response.json({ id: 'w1' }, { status: 202 }); }
    return path in answers ? Response.json(answers[path]) : Response.json({ title: 'Not found', status: 404 }, { status: 404 });
  }));
});

function prepare(): void {
  const session = useSession();
  session.shown = 'town';
  session.liveNetwork = new LiveNetwork(geometryOf([{ at: [10, 50] }, { at: [10.01, 50] }], [{ ends: [0, 1] }]));
  session.liveLabels = { nodes: [{ local: 'a', name: '人民路 3 号井' }, { local: 'b', name: null }], links: [{ local: 'p', name: null }], points: [] };
  useClock().hear({ now: millis(epochAt(5)), rate: 0, mode: 'live' });
  useAccess().name = 'ann';
  useAccess().scopes = ['forecast:write'];
}
const settle = async () => { for (let i = 0; i < 10; i++) await flushPromises(); await nextTick(); };

describe('what is expected, beside the map', () => {
  it('says how soon, how likely, how much, and what was tried against it', async () => {
    const panel = mountPart(ExpectedPanel, { props: { folded: false } }, prepare);
    await settle();
    expect(panel.get('.summary').text()).toBe('1 处，最早30 分后');
    const card = panel.get('.event').text().replaceAll('\u00a0', ' ');
    for (const words of ['人民路 3 号井 · 溢流', '30 分后', '可能性 80%', '约 120 m³（20–300）', '开启 1 号泵站', '120 → 15 m³', '模型试算']) expect(card).toContain(words);
    expect(panel.get('.chance i').attributes('style')).toContain('80%');
  });

  it('is one line while something else is looked at, and opens by its button', async () => {
    const panel = mountPart(ExpectedPanel, { props: { folded: true } }, prepare);
    await settle();
    expect(panel.find('.event').exists()).toBe(false);
    await panel.get('.head').trigger('click');
    expect(panel.find('.event').exists()).toBe(true);
  });

  it.each([
    ['暂无预报', { items: [], message: null }], ['首次预报计算中', { items: [aHead({ id: null, issuedAt: null, status: 'computing' })], message: null }], ['预报未能完成', { items: [aHead({ id: null, issuedAt: null, status: 'failed' })], message: null }],
  ])('says %s where that is so', async (words, list) => {
    answers['/forecasts'] = list;
    const panel = mountPart(ExpectedPanel, { props: { folded: false } }, prepare);
    await settle();
    expect(panel.get('.summary').text()).toBe(words);
  });
});

describe('the forecast of an asset', () => {
  const props = { id: assetId('town:a'), kind: 'manhole' as const, catchment: 'town:end' };
  it('is neither shown nor asked for where no forecast covers it', async () => {
    const part = mountPart(AssetForecast, { props: { ...props, catchment: 'town:elsewhere' } }, prepare);
    await settle();
    expect(vi.mocked(fetch).mock.calls.filter(([url]) => String(url).includes('/series'))).toEqual([]);
    expect(part.find('section').exists()).toBe(false);
  });

  it('has its band, its limit and what the newest reading did to it', async () => {
    answers['/forecasts/latest/series'] = { asset: 'town:a', quantity: 'level', unit: 'm', issuedAt: new Date(epochAt(0)).toISOString(), times: [epochAt(0), epochAt(60), epochAt(120)], p10: [1, 1.1, 1], p50: [1.2, 2, 1.4], p90: [1.3, 2.6, 1.9], limit: 2.4, nudge: { at: new Date(epochAt(0)).toISOString(), before: 1.05, after: 1.2 } };
    answers['/assets/town%3Aa/readings'] = { items: [], next: null };
    const part = mountPart(AssetForecast, { props }, prepare);
    await settle();
    expect(part.get('.chart').attributes('aria-label')).toContain('预报峰值 2.00');
    expect(part.get('.chart .band').attributes('d')).toMatch(/^M.*Z$/);
    expect(part.get('.chart svg').text()).toContain('限值 2.40 m');
    expect(part.text()).toContain('按最新实测校正：1.05 → 1.20 m');
  });
});

describe('the rain card', () => {
  it('tells what fell, what comes and who said so, and sends what a person enters', async () => {
    const times = Array.from({ length: 12 }, (_, i) => epochAt(i * 5));
    answers['/forecasts/latest/rain'] = {
      issuedAt: new Date(epochAt(60)).toISOString(), source: 'outlook', from: '市气象台', outlookAt: new Date(epochAt(55)).toISOString(), everySeconds: 300, gauges: 2,
      past: { times, mmPerHour: times.map(() => 6) }, ahead: { times: times.map((at) => at + 3_600_000), p10: times.map(() => 0), p50: times.map(() => 12), p90: times.map(() => 20) },
    };
    answers['/rain/outlook'] = { outlook: null };
    const card = mountPart(RainCard, {}, prepare);
    await settle();
    expect(card.get('[role=status]').text()).toMatch(/6\.0 mm.*12\.0 mm.*市气象台/);
    expect(card.findAll('.bar')).toHaveLength(24);
    const editor = mountPart(RainEditor, {}, prepare);
    await settle();
    await editor.findAll('.steps input')[1]!.setValue('-3');
    expect(editor.get('[type=submit]').attributes('disabled')).toBeDefined();
    await editor.findAll('.steps input')[1]!.setValue('12.5');
    expect(editor.text()).toContain('6.3 mm');
    await editor.get('form').trigger('submit');
    await settle();
    const sent = vi.mocked(fetch).mock.calls.find(([, init]) => init?.method === 'PUT')!;
    expect(JSON.parse(String(sent[1]!.body))).toMatchObject({ probability: 1, series: [{ stepMinutes: 30, mmPerHour: [0, 12.5, 0, 0, 0, 0] }] });
  });
});

describe('the forecast page', () => {
  it('tells of each part what it was made from, and why one has none', async () => {
    answers['/forecasts'] = { items: [aHead(), aHead({ id: null, part: 'north', title: '城北', issuedAt: null, knownAt: null, until: null, status: 'failed', message: { zh: '没有出口', en: 'No outfall' } })], message: null };
    const page = mountPart(StateTab, {}, prepare);
    await settle();
    const [south, north] = page.findAll('.part').map((part) => part.text());
    for (const words of ['城南', '已发布', '12 个成员', '雨量站外推±20%', '采用 11 个，剔除 1 个', '偏差最大 b', '0.04%']) expect(south).toContain(words);
    expect(north).toContain('没有出口');
    expect(north).not.toContain('成员');
  });

  it('shows skill against persistence by lead, the best first, and hits, false and missed', async () => {
    const row = { asset: 'town:a', name: 'A', quantity: 'level', unit: 'm', lead: 60, n: 40, rmse: 0.1, persistenceRmse: 0.2, skill: 0.75, coverage: 0.82 };
    answers['/forecasts/skill'] = { leads: [30, 60], rows: [{ ...row, name: 'B', asset: 'town:b', skill: -0.2 }, row, { ...row, lead: 30, name: 'C' }], events: { warned: 5, came: 4, hit: 3, false: 2, unknown: 0, missed: 1, leadMedianMinutes: 42 }, issued: 288, since: null, until: null };
    answers['/forecasts/came'] = { times: [], forecast: [], p10: [], p90: [], measured: [] };
    const page = mountPart(SkillTab, {}, prepare);
    await settle();
    expect(page.findAll('tbody th').map((th) => th.text())).toEqual(['A', 'B']);
    expect(page.findAll('.events dd').map((dd) => dd.text())).toEqual(['5', '4', '3', '2', '1', '42 分', '0.75']);
    expect(page.findAll('.gain').map((bar) => bar.classes('worse'))).toEqual([false, true]);
    await page.findAll('.choice button')[0]!.trigger('click');
    expect(page.findAll('tbody th').map((th) => th.text())).toEqual(['C']);
  });
});

describe('the what-if desk', () => {
  it('sends the rain and what was chosen on the map, named by what it is', async () => {
    const panel = mountPart(WhatIfPanel, { props: { id: null, asset: null } }, prepare);
    await settle();
    expect(panel.get('button[type=submit]').attributes('disabled')).toBeDefined();
    await panel.get('.rain input').setValue('1.5');
    useTool().begin({ type: 'whatif', id: null, asset: null });
    useTool().pick(assetId('town:p'));
    await nextTick();
    expect(panel.get('.place').text()).toContain('管段 p');
    await panel.get('.options button').trigger('click');
    expect(panel.findAll('.chip').map((chip) => chip.text())).toEqual(['雨量 ×1.5', expect.stringContaining('堵塞 管段 p 100%')]);
    await panel.get('form').trigger('submit');
    await settle();
    expect(sent).toEqual([{ url: '/whatifs', body: { network: 'town', title: '雨量 ×1.5，堵塞 管段 p 100%', horizonMinutes: 120, changes: [{ kind: 'rain', factor: 1.5 }, { kind: 'block', asset: 'town:p', share: 1 }] } }]);
    expect(useTool().open).toMatchObject({ type: 'whatif', id: 'w1' });
  });

  it('tells a run in numbers beside its base, and says why one failed', async () => {
    const ready = { id: 'w1', title: '试算', status: 'ready', message: null, changes: [{ kind: 'rain', factor: 1.5 }], base: null, summary: { overflowM3: { base: 120, run: 480 }, nodesFlooding: { base: 2, run: 7 }, differences: [{ asset: 'town:a', name: null, quantity: 'level', unit: 'm', base: 1.2, run: 2.4 }] } };
    answers['/whatifs/w1'] = ready;
    const panel = mountPart(WhatIfPanel, { props: { id: 'w1', asset: null } }, prepare);
    await settle();
    expect(panel.findAll('.numbers td').map((td) => td.text())).toEqual(['120 m³', '480 m³ ↑', '2', '7 ↑']);
    expect(panel.get('.differences').text().replaceAll('\u00a0', ' ')).toContain('人民路 3 号井液位1.20 m → 2.40 m');
    panel.unmount();
    answers['/whatifs/w1'] = { ...ready, status: 'failed', summary: null, message: { zh: '模型发散', en: 'It diverged' } };
    const failed = mountPart(WhatIfPanel, { props: { id: 'w1', asset: null } }, prepare);
    await settle();
    expect(failed.get('[role=alert]').text()).toBe('未能完成：模型发散。');
  });
});
