import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue';
import { useClock } from '../../stores/clock';
import { useSession } from '../../stores/session';
import type { AssetDetail } from '../../wire/assets';
import type { AssetId } from '../../wire/brands';

const refreshMs = 2_000;

/**
 * An asset as the server tells it: read when selected, and again every two seconds, so that each of its quantities,
 * not only the one that the map shows, stays live. In playback it is read as known at the moment shown. A failed repeat keeps what was there; its age shows that it is old.
 */
export function useAsset(id: Ref<AssetId>): { asset: Ref<AssetDetail | null>; error: Ref<unknown>; read: () => Promise<void> } {
  const session = useSession();
  const clock = useClock();
  const asset = shallowRef<AssetDetail | null>(null);
  const error = shallowRef<unknown>(null);
  const reading = ref(false);
  let asked: AbortController | undefined;

  async function read(): Promise<void> {
    asked?.abort();
    const request = (asked = new AbortController());
    reading.value = true;
    try {
      const detail = await session.api.asset(id.value, { signal: request.signal, retries: 0 }, clock.pinned);
      asset.value = detail;
      error.value = null;
    } catch (why) {
      if (!request.signal.aborted) error.value = why;
    } finally {
      if (asked === request) reading.value = false;
    }
  }

  watch(id, () => {
    if (asset.value?.id !== id.value) { asset.value = null; error.value = null; }
    void read();
  }, { immediate: true });

  watch(() => clock.pinned, () => { if (!reading.value || clock.pinned === null) void read(); });
  const timer = setInterval(() => { if (clock.pinned === null && !reading.value && !document.hidden) void read(); }, refreshMs);
  onBeforeUnmount(() => { clearInterval(timer); asked?.abort(); });

  return { asset, error, read };
}
