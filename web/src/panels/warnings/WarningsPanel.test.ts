// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { emptyBook, foldWarnings } from '../../live/warningBook';
import { useClock } from '../../stores/clock';
import { useWarnings } from '../../stores/warnings';
import { mountPart } from '../../testing/mounting';
import { aWarning, anEffect, minutes, now } from '../../testing/warnings';
import { assetId } from '../../wire/brands';
import { UnreachableError } from '../../wire/http';
import WarningsPanel from './WarningsPanel.vue';

const cause = aWarning({ id: 'cause', effects: [anEffect('demo:W-1', 14), anEffect('demo:W-2', 20)] });
const follows = aWarning({ id: 'follows', asset: assetId('demo:W-1'), assetName: null, assetKind: 'manhole', kind: 'surcharge', level: 'yellow', quantity: 'level', unit: 'm', value: 3.4, limit: 4.1, since: minutes(-2) });
const worse = aWarning({ id: 'worse', asset: assetId('demo:D-1'), assetName: '忻府制药', level: 'red', since: minutes(-1) });

function show(...open: (typeof cause)[]) {
  return mountPart(WarningsPanel, { props: { selected: null } }, () => {
    useClock().hear({ now, rate: 0, mode: 'live' });
    useWarnings().show(foldWarnings(emptyBook, open));
  });
}

describe('the list of what matters', () => {
  it('shows the shape of what comes until it is there', () => {
    expect(mountPart(WarningsPanel, { props: { selected: null } }).findAll('.bone').length).toBeGreaterThan(0);
  });

  it('says what would be here when there is nothing', () => {
    expect(show().text()).toContain('当前无预警');
  });

  it('says what failed, what still works, and offers to try again', async () => {
    const panel = mountPart(WarningsPanel, { props: { selected: null } }, () => useWarnings().fail(new UnreachableError('/warnings', false, null)));
    expect(panel.get('[role=alert]').text()).toContain('未能读取预警：服务器没有应答。地图与实时数值不受影响。');
    await panel.get('[role=alert] button').trigger('click');
    expect(panel.emitted('retry')).toHaveLength(1);
  });

  it('lists causes, the most urgent first, with their consequences under them', () => {
    const cards = show(cause, follows, worse).findAll('.card');
    expect(cards.map((card) => card.get('.title').text())).toEqual(['忻府制药 · 水泵跳闸', '2 号泵站 · 水泵跳闸']);
    expect(cards[1]!.get('.child').text()).toBe('检查井 W-1 · 水位壅高');
  });

  it('counts down to the next arrival by the city clock', async () => {
    const panel = show(cause);
    expect(panel.get('.left').text()).toBe('14 分后影响');
    useClock().hear({ now: minutes(9), rate: 0, mode: 'live' });
    await nextTick();
    expect(panel.get('.left').text()).toBe('5 分 00 秒后影响');
    useClock().hear({ now: minutes(25), rate: 0, mode: 'live' });
    await nextTick();
    expect(panel.get('.left').text()).toBe('已影响');
  });

  it('marks each level by a shape with a name, and with the number that the map shows', () => {
    const mark = show(cause, worse).findAll('.card .level');
    expect(mark.map((m) => [m.attributes('aria-label'), m.find('text').text()])).toEqual([['告警', '2'], ['预警', '1']]);
  });

  it('tells which was chosen, and which asset of a sentence', async () => {
    const panel = show(cause);
    await panel.get('.title').trigger('click');
    await panel.get('.sentence .link').trigger('click');
    expect(panel.emitted('select')![0]).toEqual([cause]);
    expect(panel.emitted('asset')).toEqual([['demo:W-1']]);
  });

  it('keeps the order while the pointer is in it', async () => {
    const panel = show(cause);
    await panel.get('.scroll').trigger('pointerenter');
    useWarnings().show(foldWarnings(useWarnings().book, [worse]));
    await nextTick();
    const titles = () => panel.findAll('.title').map((title) => title.text());
    expect(titles()[0]).toContain('2 号泵站');
    await panel.get('.scroll').trigger('pointerleave');
    expect(titles()[0]).toContain('忻府制药');
  });

  it('keeps the card of a cause whose beginning ended before its consequence', async () => {
    const panel = show(cause, follows);
    const card = panel.get('.card').element;
    useWarnings().show(foldWarnings(useWarnings().book, [{ ...cause, version: 2, endedAt: minutes(0) }]));
    await nextTick();
    expect(panel.findAll('.card').map((c) => [c.element === card, c.get('.title').text()])).toEqual([[true, '检查井 W-1 · 水位壅高']]);
  });

  it('folds away what has ended', () => {
    const panel = show(aWarning({ endedAt: minutes(-3) }));
    expect(panel.get('details.ended').text()).toContain('2 号泵站 · 水泵跳闸3 分前');
  });
});
