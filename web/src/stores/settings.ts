import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import { flowUnits, type FlowUnit } from '../i18n/units';
import type { ThemeName } from '../theme/tokens';

export type Locale = 'zh' | 'en';
export type CoordinateStyle = 'decimal' | 'dms';

export interface Settings {
  theme: ThemeName;
  locale: Locale;
  flow: FlowUnit;
  coordinates: CoordinateStyle;
  tiles: boolean;
}

const storageKey = 'digitaltwin.settings';

export const defaults: Readonly<Settings> = { theme: 'night', locale: 'zh', flow: 'auto', coordinates: 'decimal', tiles: true };

/**
 * How this browser shows the page. Remembered here; `?lang=` and `?theme=` override without being remembered,
 * so that a link for the wall does not change the desk.
 */
export const useSettings = defineStore('settings', () => {
  const remembered = parse(read());
  const overridden = overrides(new URLSearchParams(location.search));
  const start = { ...remembered, ...overridden };

  const theme = ref(start.theme);
  const locale = ref(start.locale);
  const flow = ref(start.flow);
  const coordinates = ref(start.coordinates);
  const tiles = ref(start.tiles);

  const settings = { theme, locale, flow, coordinates, tiles };
  for (const [name, setting] of Object.entries(settings)) {
    watch(setting, (value) => {
      Object.assign(remembered, { [name]: value });
      write(remembered);
    }, { flush: 'sync' });
  }

  function reset(): void {
    theme.value = defaults.theme;
    locale.value = defaults.locale;
    flow.value = defaults.flow;
    coordinates.value = defaults.coordinates;
    tiles.value = defaults.tiles;
  }

  return { ...settings, reset };
});

/** What was stored, field by field; a field that is not what it should be takes its default. */
export function parse(stored: unknown): Settings {
  const s = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const one = <T>(value: unknown, allowed: readonly T[], fallback: T): T => (allowed.includes(value as T) ? (value as T) : fallback);
  return {
    theme: one<ThemeName>(s.theme, ['night', 'day'], defaults.theme),
    locale: one<Locale>(s.locale, ['zh', 'en'], defaults.locale),
    flow: one(s.flow, flowUnits, defaults.flow),
    coordinates: one<CoordinateStyle>(s.coordinates, ['decimal', 'dms'], defaults.coordinates),
    tiles: one(s.tiles, [true, false], defaults.tiles),
  };
}

export function overrides(query: URLSearchParams): Partial<Settings> {
  const theme = query.get('theme');
  const locale = query.get('lang');
  return {
    ...(theme === 'night' || theme === 'day' ? { theme } : {}),
    ...(locale === 'zh' || locale === 'en' ? { locale } : {}),
  };
}

function read(): unknown {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? 'null');
  } catch {
    return null; // Storage is forbidden or holds something else: start from the defaults.
  }
}

function write(settings: Settings): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(settings));
  } catch {
    // Private windows may refuse; the setting then holds for this visit.
  }
}
