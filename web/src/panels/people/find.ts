import type { Person } from '../../wire/people';

/** People of a department (`''` for all) whose name, account or department has the words. */
export function found(people: readonly Person[], words: string, department: string, departmentName: (id: string) => string): readonly Person[] {
  const wanted = words.toLowerCase();
  return people.filter((p) => (department === '' || p.department === department)
    && (wanted === '' || [p.fullName, p.name, departmentName(p.department)].some((text) => text.toLowerCase().includes(wanted))));
}

/** What matters first of an account's state. `now` in Unix ms by this machine's clock. */
export function stateOf(person: Person, now: number): 'disabled' | 'locked' | 'mustChange' | 'active' {
  if (person.isDisabled) return 'disabled';
  if (person.lockedUntil !== null && person.lockedUntil > now) return 'locked';
  return person.mustChangePassword ? 'mustChange' : 'active';
}

/** Regions as one types them: separated by commas of either script. */
export function regionsOf(text: string): string[] {
  return [...new Set(text.split(/[,，、;；]/).map((r) => r.trim()).filter((r) => r !== ''))];
}
