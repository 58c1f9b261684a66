import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { millis } from '../wire/brands';
import { useClock } from './clock';
import { useConnection } from './connection';

beforeEach(() => setActivePinia(createPinia()));

describe('the connection', () => {
  it('is down since it first went, however often it is told so', () => {
    const clock = useClock();
    const connection = useConnection();
    connection.set('live');
    clock.hear({ now: millis(1_000_000), rate: 0, mode: 'live' });
    connection.set('reconnecting');
    clock.hear({ now: millis(2_000_000), rate: 0, mode: 'live' });
    connection.set('lost');
    expect([connection.link, connection.downSince]).toEqual(['lost', 1_000_000]);
    connection.set('live');
    expect(connection.downSince).toBeNull();
  });

  it('has no time of loss before it was ever there', () => {
    const connection = useConnection();
    connection.set('lost');
    expect([connection.link, connection.downSince]).toEqual(['lost', null]);
  });
});
