import type { TopicRoute } from '../../wire/mapping';

/** A route as a form holds it: text everywhere, empty for nothing. */
export interface RouteDraft {
  topic: string; payload: TopicRoute['payload']; device: string; asset: string; code: string; unit: string; items: string; at: string; flag: string;
  values: { path: string; code: string; unit: string }[];
}

export const blankRoute = (): RouteDraft => ({ topic: '', payload: 'json', device: '{device}', asset: '', code: '', unit: '', items: '', at: '', flag: '', values: [{ path: '', code: '', unit: '' }] });

export function draftOf(route: TopicRoute): RouteDraft {
  const text = (value: string | null): string => value ?? '';
  return {
    topic: route.topic, payload: route.payload, device: text(route.device), asset: text(route.asset), code: text(route.code), unit: text(route.unit), items: text(route.items), at: text(route.at), flag: text(route.flag),
    values: route.values.map(({ path, code, unit }) => ({ path, code, unit: text(unit) })),
  };
}

/** What is sent: only what the payload's form uses, so that nothing lies about unseen. */
export function routeOf(draft: RouteDraft): TopicRoute {
  const given = (value: string): string | null => value.trim() || null;
  const [isPlain, isJson] = [draft.payload === 'plain', draft.payload === 'json'];
  return {
    topic: draft.topic.trim(), payload: draft.payload, device: given(draft.device), asset: given(draft.asset),
    code: isPlain ? given(draft.code) : null, unit: isPlain ? given(draft.unit) : null,
    items: isJson ? given(draft.items) : null, at: isJson ? given(draft.at) : null, flag: isJson ? given(draft.flag) : null,
    values: isJson ? draft.values.filter((v) => v.path.trim() !== '' || v.code.trim() !== '').map((v) => ({ path: v.path.trim(), code: v.code.trim(), unit: given(v.unit) })) : [],
  };
}

/** Moves a route one place, by -1 or 1; one at the end stays. */
export function move<T>(routes: T[], index: number, by: number): void {
  const to = index + by;
  if (to < 0 || to >= routes.length) return;
  routes.splice(to, 0, ...routes.splice(index, 1));
}

export const isSame = (a: readonly RouteDraft[], b: readonly TopicRoute[]): boolean => JSON.stringify(a.map(routeOf)) === JSON.stringify(b.map((route) => routeOf(draftOf(route))));
