import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { ExpectedNetwork, between, mostDifferent } from '../live/expected';
import { rowOf, type Millis } from '../wire/brands';
import { issueForecast, readEvents, readForecasts, runPath, runQuery, type ExpectedEvent, type ForecastHead, type Run } from '../wire/forecast';
import { readFrames, type Frames } from '../wire/forecastFrames';
import { ProblemError } from '../wire/http';
import { timeOfDay } from '../i18n/time';
import { useClock } from './clock';
import { useMapView } from './mapView';
import { usePlayback, type Ahead } from './playback';
import { useSession } from './session';

export type ForecastStatus = 'reading' | 'absent' | 'failed' | 'computing' | 'broken' | 'ready';

/** There is no forecast to show; the status says why, and the words of the server where it gave any. */
export class NoForecast extends Error {
  constructor(readonly status: ForecastStatus | 'old', readonly words: ForecastHead['message'] = null) {
    super(`There is no forecast to show (${status}).`);
    this.name = 'NoForecast';
  }
}

/** What the map shows ahead of now: a run, and where two are compared the one that it is taken from. */
export interface Shown {
  readonly run: Run;
  readonly base: Run | null;
}

const inForce: Shown = { run: 'latest', base: null };
const refreshMs = 60_000;
const keptFrames = 6;
const flagsShown = 20;

/** The forecasts in force of the network shown, what they expect, and the map painted from them. */
export const useForecast = defineStore('forecast', () => {
  const session = useSession();
  const clock = useClock();
  const mapView = useMapView();
  const playback = usePlayback();

  const heads = shallowRef<readonly ForecastHead[] | null>(null);
  const events = shallowRef<readonly ExpectedEvent[]>([]);
  /** Why there is none, in the server's words. */
  const words = shallowRef<ForecastHead['message']>(null);
  const error = shallowRef<unknown>(null);
  const eventsError = shallowRef<unknown>(null);
  const shown = shallowRef<Shown>(inForce);
  const issuing = ref(false);
  let painter: ExpectedNetwork | null = null;
  const held = new Map<string, Promise<Frames>>();
  let asked: AbortController | undefined;

  const ready = computed(() => heads.value?.filter((head) => head.issuedAt !== null) ?? []);
  const status = computed<ForecastStatus>(() => {
    if (heads.value === null) return error.value === null ? 'reading' : error.value instanceof ProblemError && error.value.status === 404 ? 'absent' : 'failed';
    if (ready.value.length > 0) return 'ready';
    if (heads.value.some((head) => head.status === 'computing')) return 'computing';
    return heads.value.length === 0 ? 'absent' : 'broken';
  });
  /** When the newest in force was issued, and how far the one that reaches least reaches. */
  const issuedAt = computed(() => ready.value.reduce<Millis | null>((newest, head) => (newest === null || head.issuedAt! > newest ? head.issuedAt : newest), null));
  const until = computed(() => ready.value.reduce<Millis | null>((least, head) => (head.until !== null && (least === null || head.until < least) ? head.until : least), null));
  /** Changes with each one issued. */
  const issue = computed(() => ready.value.map((head) => head.id).sort().join(' '));
  /** What is still to come, the soonest first, and after it what should be there already and lasts. By the minute: lists are not sorted four times a second. */
  const minute = computed(() => Math.floor(clock.live / 60_000) * 60_000);
  const coming = computed(() => {
    const left = (e: ExpectedEvent) => (e.expectedAt >= minute.value ? e.expectedAt : Number.MAX_SAFE_INTEGER);
    return events.value.filter((e) => (e.endsAt ?? e.peakAt) >= minute.value).sort((a, b) => left(a) - left(b) || b.probability - a.probability);
  });

  async function read(): Promise<void> {
    const network = session.shown;
    if (!network) return;
    asked?.abort();
    const { signal } = (asked = new AbortController());
    try {
      const { items, message } = await readForecasts(session.api, network, { signal });
      heads.value = items;
      words.value = message;
      error.value = null;
    } catch (why) {
      if (signal.aborted) return;
      error.value = why;
      return;
    }
    if (!ready.value.length) { events.value = []; return; }
    try {
      events.value = await readEvents(session.api, 'latest', network, { signal });
      eventsError.value = null;
    } catch (why) {
      if (!signal.aborted) eventsError.value = why;
    }
  }

  /** Frames of a run, asked for once. */
  function framesOf(run: Run, network: string): Promise<Frames> {
    const key = `${network} ${runPath(run)} ${run === 'latest' ? issue.value : runQuery(run).run ?? ''}`;
    let frames = held.get(key);
    if (frames === undefined) {
      frames = readFrames(session.api, run, network);
      held.set(key, frames);
      frames.catch(() => held.delete(key));
      for (const old of held.keys()) if (held.size > keptFrames) held.delete(old);
    }
    return frames;
  }

  /** Has the frames at hand before they are asked for; in vain is no harm. */
  function prepare(): void {
    if (session.shown && status.value === 'ready') framesOf('latest', session.shown).catch(() => {});
  }

  async function show(moment: Millis): Promise<Millis> {
    const [network, live] = [session.shown, session.liveNetwork];
    if (heads.value === null) await read();
    if (!network || !live || (shown.value.run === 'latest' && status.value !== 'ready')) throw reason();
    const [frames, base] = await Promise.all([framesOf(shown.value.run, network), shown.value.base === null ? null : framesOf(shown.value.base, network)]);
    const last = frames.times[frames.times.length - 1];
    if (last === undefined || last <= clock.live) throw new NoForecast('old');
    const at = moment < last ? moment : last;
    if (painter?.geometry !== live.geometry) painter = new ExpectedNetwork(live.geometry);
    painter.paint(frames, at, base);
    if (session.past?.network !== painter.network) session.past = { network: painter.network, labels: session.liveLabels };
    mapView.instead = base === null ? 'expected' : 'difference';
    mapView.expectation = { overflow: overflowAt(frames, at), flags: base === null && shown.value.run === 'latest' ? flags() : [] };
    return at;
  }

  function reason(): unknown {
    if (status.value === 'failed') return error.value;
    return new NoForecast(status.value, heads.value?.find((head) => head.message !== null)?.message ?? words.value);
  }

  function overflowAt(frames: Frames, at: Millis) {
    const { i, j, share } = between(frames.times, at);
    return Array.from(frames.overflow[share < 0.5 ? i : j]!, (k) => painter!.network.rows.ofKey(frames.key[k]!)).filter((row) => row >= 0).map((row) => rowOf(row));
  }

  const flags = () => coming.value.slice(0, flagsShown).map(({ asset, level, expectedAt, probability }) => ({ asset, level, text: `${timeOfDay(expectedAt, clock.live)} · ${Math.round(probability * 100)}%` }));

  function clear(): void {
    shown.value = inForce;
    session.past = null;
    mapView.instead = null;
    mapView.expectation = null;
  }

  /** Shows another run on the map, from the moment on where it differs most from its base; or where the map stands already. */
  async function look(next: Shown): Promise<void> {
    shown.value = next;
    const at = playback.expectedAt;
    if (at !== null) return playback.seek(at);
    const network = session.shown;
    const peak = network && next.base ? mostDifferent(await framesOf(next.run, network), await framesOf(next.base, network)) : null;
    // Far enough ahead to be looked at before it has come.
    await playback.seek(Math.max(peak ?? clock.live + 30 * 60_000, clock.live + 10 * 60_000));
  }

  /** Back to the forecast in force, at the same moment. */
  async function lookAtForecast(): Promise<void> {
    shown.value = inForce;
    if (playback.expectedAt !== null) await playback.seek(playback.expectedAt);
  }

  async function issueNow(): Promise<void> {
    if (!session.shown) return;
    issuing.value = true;
    try {
      await issueForecast(session.api, session.shown);
      await read();
    } finally {
      issuing.value = false;
    }
  }

  watch(() => session.shown, () => {
    heads.value = null;
    events.value = [];
    shown.value = inForce;
    if (playback.expectedAt !== null) playback.live();
    void read();
  }, { immediate: true });
  watch(() => session.forecastNews, () => void read());
  watch(issue, () => { if (playback.expectedAt !== null && shown.value.run === 'latest') void playback.seek(playback.expectedAt); });
  setInterval(() => { if (!document.hidden) void read(); }, refreshMs);

  const ahead: Ahead = { show, clear };
  return { heads, words, ready, events, coming, error, eventsError, status, issuedAt, until, issue, issuing, shown, ahead, prepare, read, look, lookAtForecast, issueNow };
});
