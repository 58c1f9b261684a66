import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue';
import { useForecast } from '../../../stores/forecast';
import { useSession } from '../../../stores/session';
import { readProfile, type Profile, type Way } from '../../../wire/forecastProfile';

const refreshMs = 60_000;

/** The section of a way in the run that is shown, and in the one that it is compared with. What is shown stays until another is there. */
export function useSection(way: Ref<Way>) {
  const session = useSession();
  const forecast = useForecast();
  const profile = shallowRef<Profile | null>(null);
  const base = shallowRef<Profile | null>(null);
  const error = shallowRef<unknown>(null);
  const busy = shallowRef(false);
  let asked: AbortController | undefined;

  async function read(): Promise<void> {
    asked?.abort();
    const { signal } = (asked = new AbortController());
    busy.value = true;
    const { run, base: other } = forecast.shown;
    try {
      const [found, compared] = await Promise.all([readProfile(session.api, run, way.value, { signal }), other === null ? null : readProfile(session.api, other, way.value, { signal })]);
      profile.value = found;
      base.value = compared !== null && compared.stations.length === found.stations.length ? compared : null;
      error.value = null;
    } catch (why) {
      if (!signal.aborted) error.value = why;
    } finally {
      if (!signal.aborted) busy.value = false;
    }
  }

  watch(way, () => { profile.value = null; base.value = null; void read(); }, { immediate: true });
  watch([() => forecast.shown, () => forecast.issue], () => void read());
  const timer = setInterval(() => { if (!document.hidden && forecast.shown.run === 'latest') void read(); }, refreshMs);
  onBeforeUnmount(() => { clearInterval(timer); asked?.abort(); });
  return { profile, base, error, busy, read };
}
