import type { Api } from './api';
import { page } from './assets';
import { count, flag, instant, list, nullable, shape, text } from './parse';

const words = shape({ zh: text, en: text });

/** Somebody with an account, without anything secret. */
export const person = shape({
  name: text, fullName: text, department: text, roles: list(text), regions: list(text), scopes: list(text),
  isDisabled: flag, mustChangePassword: flag, isTwoFactor: flag, lockedUntil: nullable(instant), version: count,
});
export type Person = ReturnType<typeof person>;

export const peopleCatalogue = shape({ roles: list(shape({ id: text, title: words, scopes: list(text) })), departments: list(shape({ id: text, title: words })) });
export type PeopleCatalogue = ReturnType<typeof peopleCatalogue>;

const people = page(person);
const oneTime = shape({ oneTimePassword: text });
const nothing = () => null;
const once = { retries: 0 } as const;

/** What an administrator says of a person. */
export interface PersonDraft {
  readonly fullName: string;
  readonly department: string;
  readonly roles: readonly string[];
  readonly regions: readonly string[];
  readonly isDisabled?: boolean;
  readonly version?: number;
}

const at = (name: string) => `/people/${encodeURIComponent(name)}`;

export const readSession = (api: Api) => api.http.get('/session', person, once);
export const signIn = (api: Api, name: string, password: string, code: string | null) => api.http.post('/session', { name, password, ...(code && { code }) }, person);
export const signOut = (api: Api, everywhere = false) => api.http.delete(everywhere ? '/session/all' : '/session', nothing);
export const changePassword = (api: Api, password: string, next: string) => api.http.put('/session/password', { password, next }, person);
export const beginSecondFactor = (api: Api, password: string) => api.http.post('/session/authenticator', { password }, shape({ key: text, uri: text }));
export const keepSecondFactor = (api: Api, code: string) => api.http.put('/session/authenticator', { code }, shape({ recoveryCodes: list(text) }));

export const readPeopleCatalogue = (api: Api) => api.http.get('/roles', peopleCatalogue);
export const readPeople = (api: Api) => api.http.get('/people', people);
export const readPerson = (api: Api, name: string) => api.http.get(at(name), person, once);
export const addPerson = (api: Api, name: string, draft: PersonDraft) => api.http.post(at(name), draft, shape({ person, oneTimePassword: text }));
export const changePerson = (api: Api, name: string, draft: PersonDraft) => api.http.put(at(name), draft, person);
/** Answers with a password that is told once. */
export const resetPerson = (api: Api, name: string, secondFactor: boolean) => api.http.post(`${at(name)}/reset${secondFactor ? '?secondFactor=true' : ''}`, undefined, oneTime);
export const endSessionsOf = (api: Api, name: string) => api.http.delete(`${at(name)}/sessions`, nothing);
