import { mount, type ComponentMountingOptions } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import type { Component } from 'vue';
import { createTranslations } from '../i18n';

/** Mounts a part of the page with its stores and its words, the stores empty; `prepare` fills them. */
export function mountPart<T extends Component>(part: T, options: ComponentMountingOptions<T> = {}, prepare: () => void = () => {}, locale: 'zh' | 'en' = 'zh') {
  const pinia = createPinia();
  setActivePinia(pinia);
  prepare();
  return mount(part, { ...options, global: { plugins: [pinia, createTranslations(locale)], ...options.global } } as ComponentMountingOptions<T>);
}
