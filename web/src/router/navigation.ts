import { watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { extentOf } from '../stores/extent';
import { useMapView, type FlyTarget } from '../stores/mapView';
import { useSelection } from '../stores/selection';
import { useSession } from '../stores/session';
import { useWarnings } from '../stores/warnings';
import { assetId } from '../wire/brands';
import type { ViewEvent } from '../map/contract';
import { formatLink, parseLink, type DeepLink, type MapPlace } from './deepLink';

/** Moving about the page: selects, moves the map where asked, and keeps the address in step so that it can be sent to someone. */
export function useNavigation() {
  const router = useRouter();
  const route = useRoute();
  const selection = useSelection();
  const session = useSession();
  const mapView = useMapView();
  const warnings = useWarnings();

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
    const hash = formatLink({ ...selection.link, ...viewPart(route.hash) });
    if (route.path !== '/' || route.hash !== hash) void router.push({ path: '/', query: route.query, hash });
  }

  /** The view is part of the address, but not worth an entry of its own. */
  function recordView({ center: [lng, lat], zoom }: ViewEvent): void {
    if (route.path !== '/') return;
    const hash = formatLink({ ...selection.link, view: { lat, lng, zoom } });
    if (hash !== route.hash) void router.replace({ path: '/', query: route.query, hash });
  }

  /** Takes what the page was opened with, and from then on follows the address: back, forward, links opened in this tab. */
  function begin(link: DeepLink): void {
    apply(link);
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

  function apply(link: DeepLink): void {
    if (link.warning) { if (selection.warning !== link.warning) selection.selectWarning(link.warning); }
    else if (link.asset) { if (selection.asset !== link.asset) selection.selectAsset(assetId(link.asset)); }
    else selection.clear();
    if (link.view && !isThere(link.view)) move(viewOf(link.view));
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
