import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { extentOf } from '../stores/extent';
import { useClock } from '../stores/clock';
import { useMapView, type FlyTarget } from '../stores/mapView';
import { isSpeed } from '../stores/pace';
import { usePlayback } from '../stores/playback';
import { useSelection } from '../stores/selection';
import { useSession } from '../stores/session';
import { useWarnings } from '../stores/warnings';
import { assetId } from '../wire/brands';
import type { ViewEvent } from '../map/contract';
import { formatLink, parseLink, type DeepLink, type MapPlace } from './deepLink';

/** The moment in the address; one for the page, as the address is. */
let writtenAt: number | null = null;

/** Moving about the page: selects, moves the map where asked, and keeps the address in step so that it can be sent to someone. */
export function useNavigation() {
  const router = useRouter();
  const route = useRoute();
  const selection = useSelection();
  const session = useSession();
  const mapView = useMapView();
  const warnings = useWarnings();
  const playback = usePlayback();
  const clock = useClock();

  /** Opens an asset's panel; the map moves only where `fly`. */
  function openAsset(id: string, fly = true): void {
    selection.selectAsset(assetId(id));
    record();
    if (fly) move(assetId(id));
  }

  /** Opens a warning and shows all that it has reached and will reach. */
  function openWarning(id: string, fly = true): void {
    selection.selectWarning(id);
    record();
    if (fly) move(placeOf(id));
  }

  function clear(): void {
    if (!selection.any) return;
    selection.clear();
    record();
  }

  function placeOf(id: string): FlyTarget | null {
    const warning = warnings.find(id);
    if (!warning) return null;
    const reached = [warning.asset, ...warning.path, ...warning.effects.map((effect) => effect.asset)];
    const extent = session.network && session.labels ? extentOf(reached, session.network, session.labels) : null;
    return extent ?? (warning.position && { center: warning.position, zoom: 16 });
  }

  function move(target: FlyTarget | null): void {
    if (target) mapView.fly(target, session.labels !== null);
  }

  /** A new entry in the history for what was opened, always on the map. */
  function record(): void {
    const hash = formatLink({ ...selection.link, ...viewPart(route.hash), ...momentPart() });
    if (route.path !== '/' || route.hash !== hash) void router.push({ path: '/', query: route.query, hash });
  }

  /** By name: before its first page is loaded the route has the map's path, and writing that would turn away from a link to another page. */
  const isOnMap = (): boolean => route.name === 'map';

  /** The moment that was chosen, and the speed; nothing while now is shown. Playing does not write it. */
  function momentPart(): Pick<DeepLink, 'at' | 'speed'> {
    const shown = playback.expectedAt ?? playback.at;
    if (shown === null) return {};
    if (!playback.playing || writtenAt === null) writtenAt = shown;
    return { at: writtenAt, speed: playback.speed };
  }

  function recordMoment(): void {
    writtenAt = playback.expectedAt ?? playback.at;
    if (!isOnMap()) return;
    const hash = formatLink({ ...selection.link, ...viewPart(route.hash), ...momentPart() });
    if (hash !== route.hash) void router.replace({ path: '/', query: route.query, hash });
  }

  /** The view is part of the address, but not worth an entry of its own. */
  function recordView({ center: [lng, lat], zoom }: ViewEvent): void {
    if (!isOnMap()) return;
    const hash = formatLink({ ...selection.link, view: { lat, lng, zoom }, ...momentPart() });
    if (hash !== route.hash) void router.replace({ path: '/', query: route.query, hash });
  }

  /** Takes what the page was opened with, and from then on follows the address: back, forward, links opened in this tab. */
  function begin(link: DeepLink): void {
    apply(link, true);
    watch(() => playback.chosen, recordMoment);
    // What was asked for by name and not by view is shown once it is known.
    if (link.asset && !link.view) move(assetId(link.asset));
    if (link.warning && !link.view) {
      const stop = watch(() => warnings.find(link.warning!) && session.labels, (known) => {
        if (!known) return;
        stop();
        if (selection.warning === link.warning) move(placeOf(link.warning!));
      });
    }
    watch(() => (route.path === '/' ? route.hash : null), (hash, before) => {
      if (hash === null || hash === before) return;
      apply(parseLink(hash));
    });
  }

  function apply(link: DeepLink, first = false): void {
    applyMoment(link, first);
    if (link.warning) { if (selection.warning !== link.warning) selection.selectWarning(link.warning); }
    else if (link.asset) { if (selection.asset !== link.asset) selection.selectAsset(assetId(link.asset)); }
    else selection.clear();
    if (link.view && !isThere(link.view)) move(viewOf(link.view));
  }

  /** A link into the past waits for the network that it shows. */
  function applyMoment({ at, speed }: DeepLink, first: boolean): void {
    if (speed !== undefined && isSpeed(speed) && speed !== playback.speed) playback.setSpeed(speed);
    if (at === undefined) {
      if (playback.away && !first) playback.live();
      return;
    }
    if (at === writtenAt) return;
    writtenAt = at;
    if (session.network && clock.known) { void playback.seek(at); return; }
    const stop = watch(() => session.liveNetwork !== null && session.liveLabels !== null && clock.known, (ready) => {
      if (!ready) return;
      stop();
      void playback.seek(at);
    });
  }

  function isThere({ lat, lng, zoom }: MapPlace): boolean {
    const at = mapView.at;
    if (!at) return true; // The map has yet to come and will start from the address itself.
    return Math.abs(at.center[1] - lat) < 2e-5 && Math.abs(at.center[0] - lng) < 2e-5 && Math.abs(at.zoom - zoom) < 0.02;
  }

  /** The first row of what matters now. */
  function focusList(): void {
    document.querySelector<HTMLElement>('#column [data-row]')?.focus();
  }

  return { openAsset, openWarning, clear, recordView, begin, focusList };
}

export function viewOf({ lat, lng, zoom }: MapPlace) {
  return { center: [lng, lat] as const, zoom };
}

function viewPart(hash: string): Pick<DeepLink, 'view'> {
  const { view } = parseLink(hash);
  return view ? { view } : {};
}
