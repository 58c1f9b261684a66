import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { LiveNetwork } from '../live/network';
import { PastFeed } from '../live/past';
import { millis, type Millis } from '../wire/brands';
import { useClock } from './clock';
import { paceOf, type Speed } from './pace';
import { useSession, type PastNetwork } from './session';
import { useWarnings } from './warnings';

/** The past begins so far before now: what is younger is still on its way. City ms for each city second a second. */
const settlingMs = 2_000;
/** What lies no further ahead than this is now. City ms. */
const aheadFromMs = 30_000;
/** A moment ahead is moved so often while it plays. */
const glideMs = 100;

/** Shows a moment ahead of now, from forecasts. Comes with the first look ahead. */
export interface Ahead {
  /** Paints a moment, once it can: the one that is shown then, no later than the forecast reaches. */
  readonly show: (moment: Millis) => Promise<Millis>;
  readonly clear: () => void;
}

async function loadAhead(): Promise<Ahead> {
  const { useForecast } = await import('./forecast');
  return useForecast().ahead;
}

/**
 * Shows the past instead of now: clock, network and warnings are those of one moment, all of them or none.
 * The live connection goes on meanwhile and counts what is new. Ahead of now the map alone shows what is expected;
 * the clock, the warnings and all values stay those of now.
 */
export const usePlayback = defineStore('playback', () => {
  const session = useSession();
  const clock = useClock();
  const warnings = useWarnings();

  const on = computed(() => clock.pinned !== null);
  /** The moment shown; null while now is shown. */
  const at = computed(() => clock.pinned);
  /** The moment ahead of now that the map shows; null while it shows now or the past. */
  const expectedAt = computed(() => clock.expected);
  /** Anything but now is shown. */
  const away = computed(() => on.value || expectedAt.value !== null);
  const playing = ref(false);
  const speed = ref<Speed>(60);
  /** The moment that is being read. */
  const target = ref<Millis | null>(null);
  const error = shallowRef<unknown>(null);
  /** Why nothing can be shown of what is ahead. */
  const aheadError = shallowRef<unknown>(null);
  /** Counts moments chosen by hand, not those that playing passes: what the address follows. */
  const chosen = ref(0);
  const openAtEntry = shallowRef<ReadonlySet<string>>(new Set());
  /** Causes that have come up since now was left. */
  const news = computed(() => (on.value ? warnings.liveOpen.filter((w) => !openAtEntry.value.has(w.id)).length : 0));

  let feed: PastFeed | null = null;
  let ahead: Ahead | null = null;
  /** The newest moment asked for lies ahead. */
  let isAheadWanted = false;
  let asked: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const latest = (): Millis => millis(clock.live - settlingMs * Math.max(1, clock.rate));

  /** Goes to a moment and stands there, or plays on where it played. What is shown stays until all of the moment is there. */
  async function seek(moment: number): Promise<void> {
    if (moment > clock.live + aheadFromMs) return seekAhead(millis(Math.round(moment)));
    if (moment >= latest()) return live();
    isAheadWanted = false;
    asked?.abort();
    const request = (asked = new AbortController());
    const then = millis(Math.round(moment));
    target.value = then;
    error.value = null;
    clearTimeout(timer);
    try {
      const network = await networkAt(then, request.signal);
      const next = network && (await PastFeed.at(session.api, network.network, then, request.signal));
      if (asked !== request) return;
      if (next) show(next, network);
      target.value = null;
    } catch (why) {
      if (asked !== request) return;
      target.value = null;
      playing.value = false;
      error.value = why;
    }
  }

  /** The network in the revision of then; the one that is shown live where it is the same. Null before any is shown. */
  async function networkAt(then: Millis, signal: AbortSignal): Promise<PastNetwork | null> {
    const name = session.shown;
    const live = session.liveNetwork;
    if (!name || !live) return null;
    const revision = (await session.api.city({ signal }, then)).networks.find((n) => n.name === name)?.revision ?? live.geometry.revision;
    if (revision === live.geometry.revision) return { network: new LiveNetwork(live.geometry), labels: session.liveLabels };
    const held = session.past?.network.geometry;
    if (held?.revision === revision && held.network === name) return { network: new LiveNetwork(held), labels: session.past!.labels };
    const [geometry, labels] = await Promise.all([session.api.geometry(name, revision, { signal }), session.api.labels(name, revision, { signal })]);
    return { network: new LiveNetwork(geometry), labels };
  }

  function show(next: PastFeed, network: PastNetwork): void {
    leaveAhead();
    if (!on.value) openAtEntry.value = new Set(warnings.liveOpen.map((w) => w.id));
    feed?.close();
    feed = next;
    session.past = network;
    clock.pinned = next.at;
    warnings.showPast(next.warnings);
    chosen.value++;
    if (playing.value) tick();
  }

  /** Shows what is expected at a moment ahead. What is shown stays until that can be painted. */
  async function seekAhead(moment: Millis): Promise<void> {
    isAheadWanted = true;
    asked?.abort();
    const request = (asked = new AbortController());
    const first = expectedAt.value === null;
    if (first) target.value = moment;
    clearTimeout(timer);
    aheadError.value = null;
    try {
      const painter = (ahead ??= await loadAhead());
      const shownAt = await painter.show(moment);
      if (asked !== request) {
        // Left meanwhile: what was just painted is nothing that anyone asks for any more.
        if (!isAheadWanted && !on.value) painter.clear();
        return;
      }
      if (on.value) leavePast();
      clock.expected = shownAt;
      target.value = null;
      chosen.value++;
      if (playing.value) glide();
    } catch (why) {
      if (asked !== request) return;
      target.value = null;
      playing.value = false;
      aheadError.value = why;
    }
  }

  /** Moves on ahead, evenly, until the forecast ends. */
  function glide(): void {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (!playing.value || !ahead || expectedAt.value === null) return;
      const wanted = millis(expectedAt.value + speed.value * glideMs);
      const shownAt = await ahead.show(wanted);
      if (!playing.value || expectedAt.value === null) return;
      clock.expected = shownAt;
      if (shownAt < wanted) return pause();
      glide();
    }, glideMs);
  }

  function leaveAhead(): void {
    if (expectedAt.value === null) return;
    clock.expected = null;
    ahead?.clear();
  }

  function leavePast(): void {
    feed?.close();
    feed = null;
    warnings.showPast(null);
    clock.pinned = null;
  }

  /** Back to now. */
  function live(): void {
    asked?.abort();
    asked = undefined;
    isAheadWanted = false;
    clearTimeout(timer);
    leaveAhead();
    leavePast();
    playing.value = false;
    target.value = null;
    error.value = aheadError.value = null;
    session.past = null;
    chosen.value++;
  }

  function play(): void {
    if (!away.value || playing.value) return;
    playing.value = true;
    if (expectedAt.value !== null) glide();
    else tick();
  }

  function pause(): void {
    playing.value = false;
    clearTimeout(timer);
    chosen.value++;
  }

  function setSpeed(next: Speed): void {
    speed.value = next;
    feed?.forgetAhead();
    chosen.value++;
  }

  /** Moves by so many city seconds and stands there. */
  function step(seconds: number): void {
    playing.value = false;
    void seek((target.value ?? expectedAt.value ?? at.value ?? latest()) + seconds * 1000);
  }

  function tick(): void {
    clearTimeout(timer);
    if (!playing.value || !feed) return;
    const { stepSeconds, frameMs } = paceOf(speed.value);
    const shown = feed.next();
    if (shown) {
      clock.pinned = feed.at;
      if (feed.warnings !== warnings.book) warnings.showPast(feed.warnings);
    } else if (feed.at + stepSeconds * 1000 > latest()) {
      return live();
    } else if (feed.isAtEnd) {
      return void seek(feed.at + stepSeconds * 1000);
    }
    const playedBy = feed;
    playedBy.readAhead(stepSeconds, latest()).catch((why: unknown) => {
      if (playedBy !== feed) return;
      playing.value = false;
      error.value = why;
    });
    timer = setTimeout(tick, shown ? frameMs : 50);
  }

  // What was ahead comes to be now.
  watch(() => expectedAt.value !== null && clock.live >= expectedAt.value, (come) => { if (come) live(); });

  return { expectedAt, away, aheadError, on, at, playing, speed, target, error, chosen, news, seek, live, play, pause, setSpeed, step };
});
