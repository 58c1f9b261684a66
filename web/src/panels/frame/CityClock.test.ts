// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { useClock } from '../../stores/clock';
import { useConnection } from '../../stores/connection';
import { mountPart } from '../../testing/mounting';
import { now } from '../../testing/warnings';
import { millis } from '../../wire/brands';
import type { ClockMode } from '../../wire/live';
import CityClock from './CityClock.vue';

const at = (mode: ClockMode, rate: number) => mountPart(CityClock, {}, () => {
  useConnection().set('live');
  useClock().hear({ now, rate, mode });
});

describe('the city clock', () => {
  it('says that it is live', () => {
    expect(at('live', 1).text()).toBe('2026-11-22 周日15:28:00●实时');
  });

  it('says how fast a demo runs, and then leaves seconds out', () => {
    expect(at('demo', 60).text()).toBe('2026-11-22 周日15:28●实时演示 ×60');
  });

  it('says that it plays back', () => {
    expect(at('replay', 600).get('.state').text()).toBe('◐回放');
  });

  it('says that the map shows what is expected, and for when', async () => {
    const clock = at('live', 1);
    useClock().expected = millis(now + 30 * 60_000);
    await nextTick();
    expect(clock.text()).toBe('2026-11-22 周日15:58◌预报');
  });

  it('says when the connection is lost', async () => {
    const clock = at('live', 1);
    useConnection().set('reconnecting');
    await nextTick();
    expect(clock.get('.state').text()).toBe('○已断开');
  });
});
