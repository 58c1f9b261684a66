import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue';
import { significant } from '../../i18n/number';
import { spanText } from '../../i18n/time';
import type { Telling } from '../../i18n/sentence';
import { quantityText } from '../../i18n/units';
import { useClock } from '../../stores/clock';
import { useDrawing } from '../../stores/drawing';
import { useSession } from '../../stores/session';
import type { AssetId } from '../../wire/brands';
import { readLegs, type Leg, type Legs } from '../../wire/legs';

/** The legs of a warning, read again when it changes; while it is shown they are told under the pointer. */
export function useLegs(warning: Ref<{ readonly id: string; readonly version: number }>, telling: Ref<Telling>) {
  const session = useSession();
  const clock = useClock();
  const drawings = useDrawing();
  const me = Symbol('legs');
  const legs = shallowRef<Legs | null>(null);
  const error = shallowRef<unknown>(null);
  let asked: AbortController | undefined;

  async function read(): Promise<void> {
    asked?.abort();
    const { signal } = (asked = new AbortController());
    try {
      legs.value = await readLegs(session.api, warning.value.id, clock.pinned, { signal });
      error.value = null;
    } catch (why) {
      if (!signal.aborted) error.value = why;
    }
  }

  watch(() => `${warning.value.id} ${warning.value.version} ${clock.pinned ?? ''}`, (_, before) => {
    if (before?.split(' ')[0] !== warning.value.id) legs.value = null;
    void read();
  }, { immediate: true });
  watch([legs, () => telling.value.locale], () => {
    if (legs.value) drawings.show(me, null, notesOf(legs.value, telling.value));
    else drawings.clear(me);
  });
  onBeforeUnmount(() => { asked?.abort(); drawings.clear(me); });
  return { legs, error, read };
}

/** What is said of each place and link on the way. */
export function notesOf(legs: Legs, telling: Telling): ReadonlyMap<AssetId, string> {
  const notes = new Map<AssetId, string>();
  for (const part of legs.parts) {
    for (const leg of part.legs) {
      if (leg.previous < 0) continue;
      const text = legText(leg, legs, telling);
      if (leg.link) notes.set(leg.link, text);
      notes.set(leg.place, text);
    }
  }
  return notes;
}

/** `行程 12 分（含停留 8 分） · 流量 34 L/s · 混合后 0.42 · 衰减余 0.98 · 到此 18.2 mg/L` */
export function legText(leg: Leg, { unit, carries }: Legs, { t, flow }: Telling): string {
  const parts: string[] = [];
  if (leg.minutes > 0) parts.push(t(leg.stayMinutes >= 1 ? 'risk.legWithStay' : 'risk.leg', { span: spanText(leg.minutes * 60_000, t), stay: spanText(leg.stayMinutes * 60_000, t) }));
  if (leg.flowM3s !== null) parts.push(t('risk.legFlow', { flow: quantityText(leg.flowM3s, 'm3/s', flow) }));
  if (carries === 'matter') {
    if (leg.dilution !== null && leg.dilution < 0.995) parts.push(t('risk.legDilution', { part: significant(leg.dilution, 2) }));
    if (leg.decay < 0.995) parts.push(t('risk.legDecay', { part: significant(leg.decay, 2) }));
  }
  if (leg.value !== null && carries !== 'level') parts.push(t('risk.legValue', { value: quantityText(leg.value, unit, flow) }));
  return parts.join(' · ');
}
