import { describe, expect, it } from 'vitest';
import { aWarning, minutes } from '../../testing/warnings';
import type { IncidentSummary } from '../../wire/incidents';
import { mostSlides, nextSlide, slidesOf } from './slides';

const incident = (id: string) => ({ id }) as IncidentSummary;

describe('the wall', () => {
  it('shows incidents before warnings, of those the worst and then the oldest first', () => {
    const warnings = [aWarning({ id: 'young', level: 'orange', since: minutes(-1) }), aWarning({ id: 'old', level: 'orange', since: minutes(-9) }), aWarning({ id: 'red', level: 'red' })];
    expect(slidesOf([incident('I-1')], warnings).map((s) => s.id)).toEqual(['I-1', 'red', 'old', 'young']);
  });

  it('shows no more than people wait for', () => expect(slidesOf(Array.from({ length: 20 }, (_, i) => incident(`I-${i}`)), [])).toHaveLength(mostSlides));

  it('goes round, begins anew where what it showed is gone, and rests on nothing', () => {
    const slides = slidesOf([incident('a'), incident('b')], []);
    expect([nextSlide(slides, 'a'), nextSlide(slides, 'b'), nextSlide(slides, 'gone'), nextSlide([], 'a')]).toEqual(['b', 'a', 'a', null]);
  });
});
