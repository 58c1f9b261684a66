import { describe, expect, it } from 'vitest';
import { paceOf, speeds } from './pace';

describe('the pace of playback', () => {
  it('keeps its promise at every speed, in whole seconds and at most some four frames a second', () => {
    for (const speed of speeds) {
      const { stepSeconds, frameMs } = paceOf(speed);
      expect((stepSeconds * 1000) / frameMs).toBeCloseTo(speed);
      expect(Number.isInteger(stepSeconds)).toBe(true);
      expect(frameMs).toBeGreaterThanOrEqual(200);
    }
  });
});
