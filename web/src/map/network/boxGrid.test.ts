import { expect, it } from 'vitest';
import { seeded } from '../../testing/seeded';
import { BoxGrid, type Extent } from './boxGrid';

const meets = (boxes: Float64Array, box: number, [x0, y0, x1, y1]: Extent) =>
  boxes[box * 4]! <= x1 && boxes[box * 4 + 1]! <= y1 && boxes[box * 4 + 2]! >= x0 && boxes[box * 4 + 3]! >= y0;

/** Short ones, points and a few that cross everything, over a wide low strip. */
function someBoxes(seed: number, count: number): { boxes: Float64Array; extent: Extent } {
  const random = seeded(seed);
  const boxes = new Float64Array(count * 4);
  for (let i = 0; i < count; i++) {
    const reach = i % 50 === 0 ? 400 : i % 7 === 0 ? 0 : 3;
    const x = random() * 1_000, y = random() * 40;
    boxes.set([x, y, x + random() * reach, y + random() * Math.min(reach, 20)], i * 4);
  }
  return { boxes, extent: [0, 0, 1_400, 60] };
}

it('finds each box that meets the asked one, once, and no other', () => {
  for (const [seed, count] of [[1, 1], [2, 13], [3, 2_000]] as const) {
    const { boxes, extent } = someBoxes(seed, count);
    const grid = new BoxGrid(boxes, extent);
    const random = seeded(seed + 100);
    for (let i = 0; i < 200; i++) {
      const x = random() * 1_600 - 100, y = random() * 80 - 10;
      const asked = [x, y, x + random() * 10 ** (i % 4), y + random() * 10] as const;
      const all = Array.from({ length: count }, (_, box) => box).filter((box) => meets(boxes, box, asked));
      expect(grid.search(...asked).sort((a, b) => a - b)).toEqual(all);
    }
  }
});

it('holds boxes that all lie at one place', () => {
  const grid = new BoxGrid(new Float64Array(40).fill(7), [7, 7, 7, 7]);
  expect(grid.search(7, 7, 7, 7)).toHaveLength(10);
  expect(grid.search(8, 8, 9, 9)).toHaveLength(0);
});
