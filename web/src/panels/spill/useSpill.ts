import { onBeforeUnmount, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import { useClock } from '../../stores/clock';
import { useDrawing } from '../../stores/drawing';
import { useSession } from '../../stores/session';
import type { MapDrawing, MapMark } from '../../map/contract';
import type { AssetId } from '../../wire/brands';
import { spill, type SpillOutlook } from '../../wire/spill';

/** Substances that are asked about most, the usual one first. */
export const pollutants = ['cod', 'nh3n', 'tn', 'tp', 'ss', 'bod5', 'petroleum', 'chloride', 'cyanide', 'hexavalentChromium', 'nickel', 'copper', 'zinc'] as const;

const shownMarks = 9;

/** Asks what a release would reach and puts the answer on the map for as long as the panel is open. */
export function useSpill(asset: Ref<AssetId>, say: (outlook: SpillOutlook) => ReadonlyMap<AssetId, string>) {
  const session = useSession();
  const clock = useClock();
  const drawings = useDrawing();
  const me = Symbol('spill');
  const form = reactive({ quantity: 'cod' as string, concentration: 2000, flow: 0.05, minutes: 30 });
  const running = ref(false);
  const outlook = shallowRef<SpillOutlook | null>(null);
  /** City time at which the answer begins. */
  const begunAt = ref(clock.now);
  const error = shallowRef<unknown>(null);
  let asked: AbortController | undefined;

  async function run(): Promise<void> {
    asked?.abort();
    const { signal } = (asked = new AbortController());
    running.value = true;
    error.value = null;
    try {
      const at = clock.now;
      outlook.value = await spill(session.api, { ...form, asset: asset.value, at: new Date(at).toISOString() }, { signal });
      begunAt.value = at;
      drawings.show(me, drawingOf(asset.value, outlook.value), say(outlook.value));
    } catch (why) {
      if (signal.aborted) return;
      forget();
      error.value = why;
    } finally {
      if (!signal.aborted) running.value = false;
    }
  }

  function forget(): void {
    outlook.value = null;
    error.value = null;
    drawings.show(me, { lines: [], flags: [], marks: [{ asset: asset.value, sign: 'source', label: '' }] });
  }

  watch(asset, () => { asked?.abort(); running.value = false; forget(); }, { immediate: true });
  onBeforeUnmount(() => { asked?.abort(); drawings.clear(me); });
  return { form, running, outlook, begunAt, error, run };
}

/** Ways coloured by arrival, where it begins, what to shut (what protects most is 1) and where to sample (by time). */
export function drawingOf(asset: AssetId, { items, block, sample }: SpillOutlook): MapDrawing {
  const lines = items.flatMap(({ path, firstMinutes }) => (path.length > 1 ? [{ asset: path[path.length - 2]!, minutes: firstMinutes }] : []));
  const marks: MapMark[] = [
    ...block.slice(0, shownMarks).map((b, i): MapMark => ({ asset: b.asset, sign: 'block', label: String(i + 1), weak: b.minutesLeft <= 0 })),
    ...sample.slice(0, shownMarks).map((s, i): MapMark => ({ asset: s.asset, sign: 'sample', label: String(i + 1) })),
    { asset, sign: 'source', label: '' },
  ];
  return { lines, marks, flags: items.filter((a) => a.asset !== asset).map((a) => ({ asset: a.asset, minutes: a.firstMinutes })) };
}
