import type { Incident, IncidentTask } from '../../../wire/incidents';

export interface DepartmentTasks {
  readonly department: string;
  readonly tasks: readonly IncidentTask[];
  readonly done: number;
}

const stateOrder = ['open', 'accepted', 'started', 'refused', 'done', 'cancelled'];

/** Tasks by owner: departments as the incident names them (the lead first), then others; in each what is open first, by when it is due. */
export function byDepartment({ tasks, departments }: Pick<Incident, 'tasks' | 'departments'>): readonly DepartmentTasks[] {
  const named = departments.map((d) => d.department);
  const owners = [...new Set([...named, ...tasks.map((t) => t.department)])];
  return owners.map((department) => {
    const own = tasks.filter((t) => t.department === department).sort((a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || 0);
    return { department, tasks: own, done: own.filter((t) => t.state === 'done').length };
  }).filter((group) => group.tasks.length > 0);
}

/** Whether it still waits for somebody. */
export function isLive({ state }: IncidentTask): boolean {
  return state === 'open' || state === 'accepted' || state === 'started';
}
