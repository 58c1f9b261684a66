import { describe, expect, it } from 'vitest';
import { aHead, anEvent, epochAt, iso, someFrames } from '../testing/forecast';
import { forecastHead, runPath } from './forecast';
import { frames } from './forecastFrames';
import { headsAt, profile } from './forecastProfile';
import { expectedSeries } from './forecastSeries';
import { whatIf } from './forecastWhatIf';
import { WireError } from './parse';

const series = { asset: 'town:a', quantity: 'level', unit: 'm', issuedAt: iso(0), times: [epochAt(0), epochAt(5)], p10: [1, 2], p50: [1.5, 2.5], p90: [2, 3], limit: null, nudge: { at: iso(0), before: 1.2, after: 1.5 } };
const way = {
  issuedAt: iso(0), times: [epochAt(0), epochAt(10)], head: [[10, null], [12, 8]], p10: null, p90: null,
  stations: [{ asset: 'town:a', key: 1, name: null, distanceM: 0, invertM: 9, groundM: 13, measured: 10.1 }, { asset: 'town:b', key: 2, name: 'B', distanceM: 80, invertM: 7, groundM: null, measured: null }],
  links: [{ asset: 'town:p', fromStation: 0, toStation: 1, invertFromM: 9, invertToM: 7, heightM: 0.6, kind: 'pipeSegment' }],
};

describe('a forecast off the wire', () => {
  it('may still be computing, with nothing known of it but that', () => {
    expect(forecastHead(aHead(), '').assimilated).toEqual({ used: 11, left: 1, worst: 'town:b' });
    expect(forecastHead(aHead({ status: 'computing', issuedAt: null, knownAt: null, until: null, rain: null, assimilated: null }), '').issuedAt).toBeNull();
  });

  it('comes as columns, one row a time', () => {
    const parsed = frames(someFrames(), '');
    expect([...parsed.fill[1]!]).toEqual([900, -1, 600]);
    expect([...parsed.overflow[1]!]).toEqual([0]);
  });

  it.each([
    ['fill', { fill: [[1, 2, 3], [1, 2, 3]] }],
    ['fill[1]', { fill: [[1, 2, 3], [1, 2], [1, 2, 3]] }],
    ['times[2]', { times: [epochAt(0), epochAt(60), epochAt(60)] }],
    ['level[0][1]', { level: [[0, 5, 0], [0, 0, 0], [0, 0, 0]] }],
    ['overflow[1][0]', { overflow: [[], [3], []] }],
  ])('is refused where %s does not fit, and named', (field, change) => {
    const parse = () => frames(someFrames(change), '');
    expect(parse).toThrow(WireError);
    expect(parse).toThrow(new RegExp(`^${field.replace(/[[\]]/g, '\\$&')}:`));
  });

  it('has as many values of a series as times', () => {
    expect(expectedSeries(series, '').nudge?.after).toBe(1.5);
    expect(() => expectedSeries({ ...series, p90: [2] }, '')).toThrow(/^p90: expected 2 values/);
  });

  it('is read from where it was kept', () => {
    expect([runPath('latest'), runPath({ forecast: 'a b' }), runPath({ whatIf: 'w1' })]).toEqual(['/forecasts/latest', '/forecasts/a%20b', '/whatifs/w1']);
  });
});

describe('a profile off the wire', () => {
  it('has water between two times in proportion, and none where it is not known', () => {
    const { times, head } = profile(way, '');
    expect(headsAt(times, head, epochAt(5))).toEqual([11, 8]);
    expect(headsAt(times, head, epochAt(2))).toEqual([10.4, null]);
    expect(headsAt(times, head, epochAt(11))).toBeNull();
  });

  it('is refused where a pipe ends at no station, or a row is too short', () => {
    expect(() => profile({ ...way, links: [{ ...way.links[0], toStation: 2 }] }, '')).toThrow(/^links\[0\]/);
    expect(() => profile({ ...way, head: [[1], [1, 2]] }, '')).toThrow(/^head\[0\]: expected 2 values/);
  });
});

describe('a what-if off the wire', () => {
  const run = { id: 'w1', title: 'T', status: 'queued', message: null, base: null, summary: null };
  it.each(['queued', 'running', 'computing', 'ready', 'failed'])('may stand at %s', (status) => {
    expect(whatIf({ ...run, status, changes: [] }, '').status).toBe(status);
  });

  it('tells each change by its kind', () => {
    const changes = [{ kind: 'rain', factor: 1.5 }, { kind: 'rain', mmPerHour: 40, minutes: 30 }, { kind: 'block', asset: 'town:p', share: 0.8 }, { kind: 'grow', district: 'south', factor: 1.2 }, { kind: 'tank', asset: 'town:a', areaM2: 400, depthM: 3 }];
    expect(whatIf({ ...run, changes }, '').changes).toEqual(changes);
  });

  it('is refused with a change that says nothing', () => {
    expect(() => whatIf({ ...run, changes: [{ kind: 'grow', factor: 2 }] }, '')).toThrow(/^changes\[0\]: expected an asset or a district/);
    expect(() => whatIf({ ...run, changes: [{ kind: 'wish' }] }, '')).toThrow(/^changes\[0\]\.kind/);
  });
});

it('an expected event keeps the measure that was tried', async () => {
  const { readEvents } = await import('./forecast');
  const { Api } = await import('./api');
  const { Http } = await import('./http');
  const asked: string[] = [];
  const api = new Api(new Http({ fetch: async (url) => { asked.push(String(url)); return Response.json({ items: [anEvent()] }); }, wait: async () => {}, jitter: () => 0 }));
  const [event] = await readEvents(api, 'latest', 'town');
  expect(asked).toEqual(['/api/v1/forecasts/latest/events?network=town']);
  expect(event!.measures[0]).toMatchObject({ action: 'startPump', volumeBefore: 120, volumeAfter: 15 });
});
