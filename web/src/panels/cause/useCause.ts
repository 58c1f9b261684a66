import { computed, onBeforeUnmount, reactive, ref, shallowRef } from 'vue';
import type { MapDrawing, MapMark } from '../../map/contract';
import { useClock } from '../../stores/clock';
import { useDrawing } from '../../stores/drawing';
import { useSession } from '../../stores/session';
import { assetId, type AssetId } from '../../wire/brands';
import { causeOfSymptoms, causeOfWarning, type CauseAnswer } from '../../wire/cause';
import { ProblemError } from '../../wire/http';
import type { Warning } from '../../wire/warnings';

/** Something seen at a place: from a warning, or entered by hand. */
export interface Sighting {
  readonly key: string;
  asset: string;
  quantity: string;
  /** Unix ms, city time. */
  at: number;
  value: number | null;
}

const shownCandidates = 9;

/** What was seen, who could have caused it, and both on the map for as long as the panel is open. */
export function useCause(say: (answer: CauseAnswer) => ReadonlyMap<AssetId, string>) {
  const session = useSession();
  const clock = useClock();
  const drawings = useDrawing();
  const me = Symbol('cause');
  const sightings = reactive<Sighting[]>([]);
  const answer = shallowRef<CauseAnswer | null>(null);
  const error = shallowRef<unknown>(null);
  const running = ref(false);
  const ready = computed(() => sightings.length > 0 && sightings.every((s) => s.asset !== '' && Number.isFinite(s.at)));
  let asked: AbortController | undefined;
  let counted = 0;

  function add(seen: Partial<Omit<Sighting, 'key'>> = {}): void {
    const last = sightings.at(-1);
    sightings.push({ key: `s${counted++}`, asset: seen.asset ?? '', quantity: seen.quantity ?? last?.quantity ?? 'cod', at: seen.at ?? clock.now, value: seen.value ?? null });
    draw();
  }

  function addWarning(warning: Warning): void {
    if (!sightings.some((s) => s.asset === warning.asset && s.quantity === warning.quantity)) add({ asset: warning.asset, quantity: warning.quantity, at: warning.since, value: warning.value });
  }

  function remove(key: string): void {
    const at = sightings.findIndex((s) => s.key === key);
    if (at >= 0) sightings.splice(at, 1);
    answer.value = null;
    draw();
  }

  /** By what is listed; or for one warning by all that the server knows, clean sensors too. */
  async function run(warning: string | null = null): Promise<void> {
    asked?.abort();
    const { signal } = (asked = new AbortController());
    running.value = true;
    error.value = null;
    try {
      answer.value = warning !== null ? await causeOfWarning(session.api, warning, { signal })
        : await causeOfSymptoms(session.api, sightings.map((s) => ({ asset: assetId(s.asset), quantity: s.quantity, at: new Date(s.at).toISOString(), value: s.value })), { signal });
    } catch (why) {
      if (signal.aborted) return;
      // It has ended since: what was seen is still known here.
      if (warning !== null && why instanceof ProblemError && why.status === 404) return run();
      answer.value = null;
      error.value = why;
    }
    running.value = false;
    draw();
  }

  function draw(): void {
    drawings.show(me, causeDrawing(sightings, answer.value), answer.value ? say(answer.value) : undefined);
  }

  onBeforeUnmount(() => { asked?.abort(); drawings.clear(me); });
  return { sightings, answer, error, running, ready, add, addWarning, remove, run };
}

/** Candidates by rank, what was seen, and where to sample next. */
export function causeDrawing(sightings: readonly Sighting[], answer: CauseAnswer | null): MapDrawing {
  const seen = new Set([...sightings.map((s) => s.asset), ...(answer?.candidates.flatMap((c) => c.evidence.map((e) => String(e.asset))) ?? [])]);
  const marks: MapMark[] = [
    ...(answer?.candidates ?? []).slice(0, shownCandidates).map((c, i): MapMark => ({ asset: c.asset, sign: 'candidate', label: String(i + 1), weak: c.probability < 0.1 })),
    ...(answer?.samples ?? []).slice(0, 3).map((s): MapMark => ({ asset: s.asset, sign: 'sample', label: '' })),
    ...[...seen].filter(Boolean).map((asset): MapMark => ({ asset: assetId(asset), sign: 'symptom', label: '!' })),
  ];
  return { lines: [], flags: [], marks };
}
