import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import { CityFeed } from '../live/feed';
import { LiveNetwork } from '../live/network';
import { Api } from '../wire/api';
import type { Labels } from '../wire/assets';
import type { BaseArea } from '../wire/base';
import type { Bounds, City, NetworkSummary } from '../wire/city';
import { Http } from '../wire/http';
import { useAccess } from './access';
import { useAlarms } from './alarms';
import { useClock } from './clock';
import { useConnection } from './connection';
import { useWarnings } from './warnings';

const tryAgainMs = 3_000;
const endedAtStart = 20;
/** A page in the background paints nothing; names are not kept from it for ever. */
const pictureMs = 2_000;

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** A network as it was, and its names in that revision. */
export interface PastNetwork {
  readonly network: LiveNetwork;
  readonly labels: Labels | null;
}

/** What the page holds of the server: the city, the network shown, and the live feed over it. */
export const useSession = defineStore('session', () => {
  const clock = useClock();
  const connection = useConnection();
  const warnings = useWarnings();
  const alarms = useAlarms();

  const api = markRaw(new Api(new Http({ fetch: (...request) => fetch(...request), wait, jitter: Math.random, token: () => useAccess().key })));
  const city = shallowRef<City | null>(null);
  const cityError = shallowRef<unknown>(null);
  const liveNetwork = shallowRef<LiveNetwork | null>(null);
  const networkError = shallowRef<{ readonly network: string; readonly why: unknown } | null>(null);
  const liveLabels = shallowRef<Labels | null>(null);
  const base = shallowRef<readonly BaseArea[]>([]);
  /** The network of the past moment that is shown; null while now is shown. The live one goes on meanwhile. */
  const past = shallowRef<PastNetwork | null>(null);
  const network = computed(() => past.value?.network ?? liveNetwork.value);
  const labels = computed(() => (past.value ? past.value.labels : liveLabels.value));
  const shown = ref<string | null>(null);
  /** Counts whole states folded in: a change of it is a reason to read again what is on screen. */
  const caughtUp = ref(0);

  /** Counts forecasts issued for the network shown. */
  const forecastNews = ref(0);

  const summary = computed(() => city.value?.networks.find((n) => n.name === shown.value) ?? null);

  let pictured: () => void = () => {};

  const feed = new CityFeed(api, {
    link: (state) => {
      const back = state === 'live' && connection.everLive;
      connection.set(state);
      if (back) void refreshCity();
    },
    clock: (tick) => clock.hear(tick),
    warnings: (book) => warnings.show(book),
    alarms: (batch) => alarms.hear(batch, api),
    forecast: ({ network: of }) => { if (of === shown.value) forecastNews.value++; },
    rejoined: () => alarms.rejoined(api),
    caughtUp: () => { caughtUp.value++; },
    trouble: (error) => warnings.fail(error),
  });

  /** Begins and goes on until the page is left; what fails is tried again. */
  async function start(prefer?: string): Promise<void> {
    void useAccess().begin(api);
    void feed.start();
    void readWarnings();
    while (!(await refreshCity(prefer))) await wait(tryAgainMs);
  }

  async function refreshCity(prefer?: string): Promise<boolean> {
    try {
      const next = await api.city({ retries: 0 });
      city.value = next;
      cityError.value = null;
      clock.hear(next.clock);
      const wanted = next.networks.find((n) => n.name === (shown.value ?? prefer)) ?? next.networks[0];
      if (wanted) void show(wanted);
      return true;
    } catch (error) {
      cityError.value = error;
      return false;
    }
  }

  /** Shows a network; the one shown already is read again only if its revision is another. */
  async function show(next: NetworkSummary): Promise<void> {
    const held = liveNetwork.value?.geometry;
    shown.value = next.name;
    if (held && held.network === next.name && held.revision === next.revision) return;
    try {
      const ground = api.base(next.name, next.revision).catch(() => []);
      void ground.then((areas) => { if (shown.value === next.name) base.value = areas; });
      const geometry = await api.geometry(next.name, next.revision);
      if (shown.value !== next.name) return;
      const picture = new Promise<void>((done) => { pictured = done; });
      networkError.value = null;
      liveNetwork.value = new LiveNetwork(geometry);
      liveLabels.value = null;
      feed.show(liveNetwork.value);
      // A city's names are a megabyte or two, and no picture waits for them.
      await Promise.race([picture, wait(pictureMs)]);
      const names = await api.labels(next.name, next.revision);
      if (shown.value === next.name) liveLabels.value = names;
    } catch (why) {
      networkError.value = { network: next.title, why };
      setTimeout(() => { if (networkError.value && shown.value === next.name) void show(next); }, tryAgainMs);
    }
  }

  async function showNamed(name: string): Promise<void> {
    const next = city.value?.networks.find((n) => n.name === name);
    if (next) await show(next);
  }

  /** What is open, before the feed brings it and even if no network can be shown; and for the record, what ended last. */
  async function readWarnings(): Promise<void> {
    try {
      const { items } = await api.warnings({ open: true, limit: 500 });
      if (warnings.status !== 'ready') feed.prime(items);
      warnings.remember((await api.warnings({ open: false, limit: endedAtStart })).items);
    } catch (error) {
      warnings.fail(error);
    }
  }

  function look(bounds: Bounds, zoom: number): void {
    void feed.look(bounds, zoom);
  }

  return { api, city, cityError, network, liveNetwork, liveLabels, past, networkError, labels, base, shown, summary, caughtUp, forecastNews, start, readWarnings, showNamed, look, pictured: () => pictured() };
});
