/** What the pure text builders need of vue-i18n: a key and named values in, text out. */
export type Translate = (key: string, named?: Record<string, unknown>) => string;
