import { describe, expect, it } from 'vitest';
import { SequenceTracker } from './sequence';

describe('the sequence of a group', () => {
  it('goes on while each batch names the one before it', () => {
    const tracker = new SequenceTracker();
    tracker.join([{ group: 'a', seq: 4 }]);
    expect([tracker.accept('a', 4, 7), tracker.accept('a', 7, 8)]).toEqual(['next', 'next']);
  });

  it('has a gap when the batch before was not seen, once', () => {
    const tracker = new SequenceTracker();
    tracker.join([{ group: 'a', seq: 4 }]);
    expect([tracker.accept('a', 5, 6), tracker.accept('a', 6, 7)]).toEqual(['gap', 'next']);
  });

  it('knows what it has had', () => {
    const tracker = new SequenceTracker();
    tracker.join([{ group: 'a', seq: 4 }]);
    expect([tracker.accept('a', 3, 4), tracker.accept('a', 2, 3)]).toEqual(['old', 'old']);
  });

  it('is each group’s own', () => {
    const tracker = new SequenceTracker();
    tracker.join([{ group: 'a', seq: 4 }, { group: 'b', seq: 0 }]);
    expect([tracker.accept('b', 0, 1), tracker.accept('a', 4, 5)]).toEqual(['next', 'next']);
  });

  it('was missed in part where a view adds a group, or a group went on unheard', () => {
    const tracker = new SequenceTracker();
    expect(tracker.join([{ group: 'a', seq: 4 }])).toBe(true);
    expect(tracker.join([{ group: 'a', seq: 4 }])).toBe(false);
    expect(tracker.join([{ group: 'a', seq: 6 }])).toBe(true);
    expect(tracker.join([{ group: 'a', seq: 6 }, { group: 'b', seq: 0 }])).toBe(true);
  });

  it('is not set back by an answer that a batch overtook', () => {
    const tracker = new SequenceTracker();
    tracker.accept('a', 4, 5);
    expect(tracker.join([{ group: 'a', seq: 4 }])).toBe(false);
    expect(tracker.accept('a', 5, 6)).toBe('next');
  });
});
