import { describe, expect, it } from 'vitest';
import { assetId } from '../wire/brands';
import { aWarning, anEffect, minutes } from '../testing/warnings';
import { groupByCause } from './causes';

const at = (id: string, asset: string, since: number, change = {}) => aWarning({ id, asset: assetId(asset), since: minutes(since), knownAt: minutes(since), ...change });
const shape = (open: Parameters<typeof groupByCause>[0]) => groupByCause(open).map(({ root, related }) => [root.id, ...related.map((w) => w.id)]);

describe('warnings by cause', () => {
  it('puts one that stands where an earlier one would reach under that one', () => {
    expect(shape([at('later', 'demo:B', -5), at('earlier', 'demo:A', -20, { effects: [anEffect('demo:B', -4)] })])).toEqual([['earlier', 'later']]);
  });

  it('follows a chain to its first cause', () => {
    const a = at('a', 'demo:A', -30, { effects: [anEffect('demo:B', -10)] });
    const b = at('b', 'demo:B', -20, { effects: [anEffect('demo:C', -5)] });
    expect(shape([at('c', 'demo:C', -10), b, a])).toEqual([['a', 'b', 'c']]);
  });

  it('takes the earlier of two that would each reach the other as the cause', () => {
    const a = at('a', 'demo:A', -30, { effects: [anEffect('demo:B', 5)] });
    const b = at('b', 'demo:B', -20, { effects: [anEffect('demo:A', 5)] });
    expect(shape([b, a])).toEqual([['a', 'b']]);
  });

  it('takes what lies anywhere on the way for a consequence, not only what is named as reached', () => {
    const source = at('source', 'demo:A', -30, { kind: 'qualityBreach', effects: [anEffect('demo:Z', 60, { path: ['demo:A', 'demo:M', 'demo:Z'].map(assetId) })] });
    expect(shape([source, at('passed', 'demo:M', -10, { kind: 'qualityBreach' })])).toEqual([['source', 'passed']]);
  });

  it('does not take an earlier one for the consequence of a later', () => {
    expect(shape([at('old', 'demo:B', -60), at('new', 'demo:A', -5, { effects: [anEffect('demo:B', 9)] })]).sort()).toEqual([['new'], ['old']]);
  });

  it('puts every sensor that a discharge passes under it, though one further down reported first', () => {
    const path = ['demo:D', 'demo:P1', 'demo:M1', 'demo:P2', 'demo:M2'].map(assetId);
    const drainer = at('drainer', 'demo:D', -10, { path });
    const first = at('first', 'demo:M1', -12, { path: path.slice(2) });
    const second = at('second', 'demo:M2', -4, { path: path.slice(4) });
    expect(shape([second, first, drainer])).toEqual([['drainer', 'first', 'second']]);
  });

  it('does not blame a discharge for the level of a sewer that it passes', () => {
    const path = ['demo:D', 'demo:P1', 'demo:M1'].map(assetId);
    expect(shape([at('high', 'demo:M1', -2, { kind: 'surcharge', path: [assetId('demo:M1')] }), at('spill', 'demo:D', -10, { kind: 'qualityBreach', path })]).sort()).toEqual([['high'], ['spill']]);
  });

  it('allows that the sensor where it began was a little later than the next', () => {
    expect(shape([at('next', 'demo:B', -12), at('source', 'demo:A', -5, { effects: [anEffect('demo:B', 9)] })])).toEqual([['source', 'next']]);
  });

  it('finds the earliest where each would lead to the next in a ring', () => {
    const ring = (id: string, asset: string, next: string, since: number) => at(id, asset, since, { effects: [anEffect(next, 5)] });
    expect(shape([ring('a', 'demo:A', 'demo:B', -3), ring('b', 'demo:B', 'demo:C', -9), ring('c', 'demo:C', 'demo:A', -6)])).toEqual([['b', 'c', 'a']]);
  });

  it('keeps two wrongs at one place together', () => {
    expect(shape([at('high', 'demo:A', -20, { kind: 'surcharge' }), at('over', 'demo:A', -10, { kind: 'overflow' })])).toEqual([['high', 'over']]);
  });

  it('puts intakes that one reclaimed plant feeds under one cause, by quantity, and under the plant where it warns', () => {
    const tap = (id: string, asset: string, since: number, quantity = 'turbidity') => at(id, asset, since, { kind: 'qualityBreach', quantity, suppliedBy: assetId('demo:RP') });
    expect(shape([tap('second', 'demo:T2', -5), tap('first', 'demo:T1', -9), tap('other', 'demo:T3', -3, 'nh3n')]).sort()).toEqual([['first', 'second'], ['other']]);
    expect(shape([tap('second', 'demo:T2', -5), tap('first', 'demo:T1', -9), at('plant', 'demo:RP', -1, { kind: 'qualityBreach', quantity: 'turbidity' })])).toEqual([['plant', 'first', 'second']]);
  });

  it('puts the worst first, then what hits soonest, then what has lasted longest', () => {
    const red = at('red', 'demo:1', -1, { level: 'red' });
    const soon = at('soon', 'demo:2', -2, { effects: [anEffect('demo:9', 5)] });
    const late = at('late', 'demo:3', -90, { effects: [anEffect('demo:8', 50)] });
    const never = at('never', 'demo:4', -99);
    const newer = at('newer', 'demo:5', -3);
    expect(shape([newer, never, late, soon, red]).flat()).toEqual(['red', 'soon', 'late', 'never', 'newer']);
  });

  it('counts a group by the worst in it', () => {
    const mild = at('mild', 'demo:A', -30, { level: 'blue', effects: [anEffect('demo:B', -10)] });
    const worse = at('worse', 'demo:B', -10, { level: 'red' });
    expect(shape([at('orange', 'demo:C', -40), worse, mild])).toEqual([['mild', 'worse'], ['orange']]);
    expect(groupByCause([worse, mild])[0]!.root.level).toBe('red');
  });
});
