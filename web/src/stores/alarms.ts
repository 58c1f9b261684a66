import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { foldAlarmList, foldAlarms, type AlarmBook } from '../live/alarmBook';
import type { Api } from '../wire/api';
import { orderAlarm, readAlarms, type Alarm, type AlarmAction, type AlarmBatch, type Flood } from '../wire/alarms';
import { groupAlarms } from './alarmGroups';

const pageLimit = 500;
const mostPages = 20;
const tryAgainMs = 5_000;

/** The alarm book as this page knows it: read whole once a connection, then kept by what the hub pushes. */
export const useAlarms = defineStore('alarms', () => {
  const book = shallowRef<AlarmBook>(new Map());
  const floods = shallowRef<readonly Flood[]>([]);
  const status = ref<'loading' | 'ready' | 'failed'>('loading');
  const why = shallowRef<unknown>(null);
  /** Counts calls for attention, repeated ones too; whoever makes a sound watches it. */
  const calls = ref(0);
  let sequence: number | null = null;
  let reading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const groups = computed(() => groupAlarms(book.value.values()));
  const flooding = computed(() => floods.value.filter((f) => f.since !== null));
  const waiting = computed(() => groups.value.reduce((sum, group) => sum + (group.waiting > 0 ? 1 : 0), 0));
  const byWarning = computed(() => new Map([...book.value.values()].flatMap((alarm) => alarm.warnings.map((id) => [id, alarm] as const))));

  function hear(batch: AlarmBatch, api: Api): void {
    const missed = sequence !== null && batch.seq > sequence + 1;
    sequence = batch.seq;
    if (batch.upserts.some((a) => a.announcedVersion === a.version) || batch.repeats.length > 0) calls.value++;
    book.value = foldAlarms(book.value, batch.upserts);
    floods.value = batch.floods;
    if (missed) void read(api);
  }

  /** Another process may answer now, counting from the beginning. */
  function rejoined(api: Api): void {
    sequence = null;
    void read(api);
  }

  async function read(api: Api): Promise<void> {
    if (reading) return;
    reading = true;
    clearTimeout(timer);
    try {
      const whenAsked = book.value;
      const all: Alarm[] = [];
      let cursor: string | null = null;
      for (let i = 0; i < mostPages; i++) {
        const page: Awaited<ReturnType<typeof readAlarms>> = await readAlarms(api, { limit: pageLimit, cursor });
        all.push(...page.items);
        floods.value = page.floods;
        cursor = page.next;
        if (cursor === null) break;
      }
      book.value = foldAlarmList(book.value, all, whenAsked);
      status.value = 'ready';
    } catch (error) {
      why.value = error;
      if (status.value !== 'ready') status.value = 'failed';
      timer = setTimeout(() => void read(api), tryAgainMs);
    } finally {
      reading = false;
    }
  }

  /** Asks the server; what it answers is shown at once. */
  async function order(api: Api, alarm: Alarm, action: AlarmAction, content: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const done = await orderAlarm(api, alarm.id, action, content);
    book.value = foldAlarms(book.value, [done]);
  }

  return { book, floods, status, why, calls, groups, flooding, waiting, byWarning, hear, rejoined, read, order };
});
