import { createI18n } from 'vue-i18n';
import en from './en';
import zh, { type Messages } from './zh';

/**
 * Chinese first; English is complete (a test compares the keys), so there is no fallback to show remnants.
 * vue-i18n interprets messages here (no `new Function`), which the Content-Security-Policy needs.
 */
export function createTranslations(locale: 'zh' | 'en') {
  return createI18n<[Messages], 'zh' | 'en', false>({
    legacy: false,
    locale,
    messages: { zh, en },
    missingWarn: import.meta.env.DEV,
    fallbackWarn: false,
  });
}
