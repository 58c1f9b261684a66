import { describe, expect, it } from 'vitest';
import type { TopicRoute } from '../../wire/mapping';
import { blankRoute, draftOf, isSame, move, routeOf } from './routes';

const json: TopicRoute = { topic: 'city/{device}', payload: 'json', asset: null, device: '{device}', code: null, unit: null, items: 'data', at: 't', flag: null, values: [{ path: 'v', code: 'level', unit: 'cm' }, { path: 'q', code: 'flow', unit: null }] };
const plain: TopicRoute = { topic: 'p/{asset}/{code}', payload: 'plain', asset: 'town:{asset}', device: null, code: '{code}', unit: 'm', items: null, at: null, flag: null, values: [] };

describe('routes in a form', () => {
  it.each([json, plain])('come back as they went in: $topic', (route) => {
    expect(routeOf(draftOf(route))).toEqual(route);
  });

  it('leave out what the form of payload does not use', () => {
    expect(routeOf({ ...draftOf(json), payload: 'plain', code: 'level' })).toMatchObject({ values: [], items: null, at: null, code: 'level' });
    expect(routeOf({ ...draftOf(plain), payload: 'readings' })).toMatchObject({ code: null, unit: null, values: [] });
  });

  it('leave out values that nobody filled in', () => {
    expect(routeOf({ ...blankRoute(), topic: 'a' }).values).toEqual([]);
  });

  it('know whether something was changed', () => {
    expect(isSame([draftOf(json)], [json])).toBe(true);
    expect(isSame([{ ...draftOf(json), at: 'time' }], [json])).toBe(false);
    expect(isSame([draftOf(json), draftOf(plain)], [plain, json])).toBe(false);
  });

  it('move by one place and stop at the ends', () => {
    const routes = ['a', 'b', 'c'];
    move(routes, 0, 1);
    move(routes, 2, 1);
    move(routes, 0, -1);
    expect(routes).toEqual(['b', 'a', 'c']);
  });
});
