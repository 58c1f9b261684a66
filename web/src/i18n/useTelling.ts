import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useClock } from '../stores/clock';
import { useSettings } from '../stores/settings';
import type { Telling } from './sentence';
import type { Translate } from './translate';

/** The page's way to tell things: its language, its units, the city's time. */
export function useTelling(): { telling: ComputedRef<Telling>; t: Translate } {
  const i18n = useI18n();
  const clock = useClock();
  const settings = useSettings();
  const t: Translate = (key, named) => i18n.t(key, named ?? {});
  // A second's grain keeps sentences from being rebuilt four times a second for nothing.
  const second = computed(() => Math.floor(clock.now / 1000) * 1000);
  const telling = computed<Telling>(() => ({ t, locale: settings.locale, now: second.value, flow: settings.flow }));
  return { telling, t };
}
