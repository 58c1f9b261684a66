import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Api } from '../wire/api';
import { readPeopleCatalogue, type PeopleCatalogue } from '../wire/people';
import type { Locale } from './settings';

/** Departments and roles by name; read once, when first wanted. */
export const usePeople = defineStore('people', () => {
  const catalogue = shallowRef<PeopleCatalogue>({ roles: [], departments: [] });
  let reading: Promise<void> | null = null;

  function want(api: Api): Promise<void> {
    reading ??= readPeopleCatalogue(api).then((read) => { catalogue.value = read; }, () => { reading = null; });
    return reading;
  }

  const titleIn = (list: PeopleCatalogue['departments'], id: string, locale: Locale): string => list.find((d) => d.id === id)?.title[locale] ?? id;
  const department = (id: string, locale: Locale): string => titleIn(catalogue.value.departments, id, locale);
  const role = (id: string, locale: Locale): string => titleIn(catalogue.value.roles, id, locale);
  return { catalogue, want, department, role };
});
