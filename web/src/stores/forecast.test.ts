// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveNetwork } from '../live/network';
import { aHead, anEvent, epochAt, someFrames } from '../testing/forecast';
import { geometryOf } from '../testing/geometry';
import { millis } from '../wire/brands';
import { useClock } from './clock';
import { NoForecast, useForecast } from './forecast';
import { useMapView } from './mapView';
import { usePlayback } from './playback';
import { useSession } from './session';

vi.mock('../wire/hub', () => ({ MapHub: class { start = async () => {}; look = async () => {}; stop = async () => {}; } }));

let answers: Record<string, unknown>;
let asked: string[];

beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
  asked = [];
  answers = { '/forecasts?network=town': { items: [aHead()] }, '/forecasts/latest/events?network=town': { items: [anEvent(), anEvent({ id: 'gone', endsAt: new Date(epochAt(1)).toISOString() })] }, '/forecasts/latest/frames?network=town&every=300': someFrames() };
  vi.stubGlobal('fetch', vi.fn(async (url: string) => {
    const path = url.replace('/api/v1', '');
    asked.push(path);
    return path in answers ? Response.json(answers[path]) : Response.json({ title: 'Not found', status: 404 }, { status: 404 });
  }));
  const session = useSession();
  session.shown = 'town';
  session.liveNetwork = new LiveNetwork(geometryOf([{ at: [10, 50] }, { at: [10.01, 50] }, { at: [10.02, 50] }], [{ ends: [0, 1] }, { ends: [1, 2] }]));
  useClock().hear({ now: millis(epochAt(2)), rate: 0, mode: 'live' });
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

const settle = async () => { for (let i = 0; i < 8; i++) await flushPromises(); };

describe('looking ahead of now', () => {
  it('paints the network as expected, and leaves the clock and the warnings at now', async () => {
    const playback = usePlayback();
    await playback.seek(epochAt(60));
    await settle();
    expect(playback.expectedAt).toBe(epochAt(60));
    expect(useClock().now).toBe(epochAt(2));
    expect(useSession().network!.state.fill[0]).toBe(900);
    expect(useMapView().drawnStyle).toBe('expected');
    expect(useMapView().expectation).toMatchObject({ overflow: [0], flags: [{ asset: 'town:a', level: 'red' }] });
    playback.live();
    expect([playback.expectedAt, useSession().past, useMapView().drawnStyle, useMapView().expectation]).toEqual([null, null, 'class', null]);
  });

  it('fetches frames once, however often the slider moves, and again when another is issued', async () => {
    const playback = usePlayback();
    for (const minutes of [10, 20, 30, 40]) await playback.seek(epochAt(minutes));
    await settle();
    expect(asked.filter((path) => path.includes('/frames'))).toHaveLength(1);
    answers['/forecasts?network=town'] = { items: [aHead({ id: 'town.end.2' })] };
    answers['/forecasts/latest/frames?network=town&every=300'] = someFrames({ fill: [[0, 0, 0], [0, 0, 0], [0, 0, 0]] });
    useSession().forecastNews++;
    await settle();
    expect(asked.filter((path) => path.includes('/frames'))).toHaveLength(2);
    expect(useSession().network!.state.fill[0]).toBe(0);
  });

  it('shows the last of many moments asked for at once, and nothing once it was left', async () => {
    const playback = usePlayback();
    void playback.seek(epochAt(20));
    void playback.seek(epochAt(40));
    await playback.seek(epochAt(60));
    await settle();
    expect([playback.expectedAt, useMapView().drawnStyle, useSession().network!.state.fill[0]]).toEqual([epochAt(60), 'expected', 900]);
    void playback.seek(epochAt(30));
    playback.live();
    await settle();
    expect([playback.away, useSession().past, useMapView().drawnStyle]).toEqual([false, null, 'class']);
  });

  it('goes no further than the forecast, plays on to its end and stands there', async () => {
    const playback = usePlayback();
    await playback.seek(epochAt(119));
    playback.setSpeed(600);
    playback.play();
    await vi.advanceTimersByTimeAsync(500);
    await settle();
    expect([playback.expectedAt, playback.playing]).toEqual([epochAt(120), false]);
    await playback.seek(epochAt(300));
    expect(playback.expectedAt).toBe(epochAt(120));
  });

  it('comes back to now when what was ahead has come', async () => {
    const playback = usePlayback();
    await playback.seek(epochAt(30));
    await settle();
    useClock().hear({ now: millis(epochAt(30)), rate: 0, mode: 'live' });
    await settle();
    expect(playback.away).toBe(false);
  });

  it.each([
    ['absent', { items: [] }], ['computing', { items: [aHead({ status: 'computing', issuedAt: null })] }], ['broken', { items: [aHead({ id: null, issuedAt: null, status: 'failed', message: { zh: '模型发散', en: 'It diverged.' } })] }],
  ])('says why there is nothing to show where it is %s, and stays at now', async (status, list) => {
    answers['/forecasts?network=town'] = list;
    const playback = usePlayback();
    await playback.seek(epochAt(30));
    expect(playback.aheadError).toBeInstanceOf(NoForecast);
    expect((playback.aheadError as NoForecast).status).toBe(status);
    expect([playback.away, useSession().past]).toEqual([false, null]);
    playback.live();
    expect(playback.aheadError).toBeNull();
  });

  it('says so where the server has no forecasts at all', async () => {
    answers = {};
    await usePlayback().seek(epochAt(30));
    expect(usePlayback().aheadError).toMatchObject({ status: 'absent' });
  });

  it('lists what is still to come, the soonest first', async () => {
    answers['/forecasts/latest/events?network=town'] = { items: [anEvent(), anEvent({ id: 'gone', endsAt: new Date(epochAt(1)).toISOString() }), anEvent({ id: 'sooner', expectedAt: new Date(epochAt(10)).toISOString() })] };
    const forecast = useForecast();
    await settle();
    expect(forecast.coming.map((event) => event.id)).toEqual(['sooner', 'town:a/overflow']);
  });
});
