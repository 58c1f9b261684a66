import type { Translate } from '../../i18n/translate';

/** What scopes allow, in words; one that this page has no word for by its own name. Looking is left out: all may. */
export function scopeTexts(scopes: readonly string[], t: Translate): string[] {
  return scopes.filter((scope) => scope !== 'read').map((scope) => {
    const told = t(`scopes.${scope}`);
    return told.startsWith('scopes.') ? scope : told;
  });
}
