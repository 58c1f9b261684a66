import { describe, expect, it } from 'vitest';
import { spreadOver, travelText } from './spread';

describe('travel times along a trace', () => {
  it('are told in minutes, and from an hour on in hours and minutes', () => {
    expect([travelText(0.2, 'zh'), travelText(59.4, 'zh'), travelText(65, 'zh'), travelText(125.4, 'en')]).toEqual(['1 分钟', '59 分钟', '1 小时 05 分', '2 h 05 min']);
  });

  it('stand at the end first, then evenly along the way', () => {
    expect(spreadOver(Array.from({ length: 101 }, (_, i) => i), 4)).toEqual([100, 75, 50, 25]);
  });

  it('stand everywhere where there are few', () => {
    expect(spreadOver([1, 2, 3], 4)).toEqual([3, 2, 1]);
    expect(spreadOver([], 4)).toEqual([]);
  });
});
