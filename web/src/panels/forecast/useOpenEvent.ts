import { ref } from 'vue';
import { useRouter } from 'vue-router';
import { useMapView } from '../../stores/mapView';
import { usePlayback } from '../../stores/playback';
import { useSession } from '../../stores/session';
import type { ExpectedEvent } from '../../wire/forecast';

/** The event that was opened last: one for the page. */
const opened = ref<string | null>(null);
const closeZoom = 16;

/** Goes to where and when something is expected: the map flies, the slider jumps. */
export function useOpenEvent() {
  const mapView = useMapView();
  const playback = usePlayback();
  const session = useSession();
  const router = useRouter();

  async function open(event: ExpectedEvent): Promise<void> {
    opened.value = event.id;
    if (router.currentRoute.value.path !== '/') await router.push('/');
    if (event.position !== null) mapView.fly({ center: event.position, zoom: Math.max(closeZoom, mapView.at?.zoom ?? 0) }, true);
    else mapView.fly(event.asset, session.labels !== null);
    await playback.seek(event.expectedAt);
  }

  return { opened, open };
}
