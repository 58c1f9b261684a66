/** [min x, min y, max x, max y] */
export type Extent = readonly [number, number, number, number];

/** About so many boxes a cell: fewer cost memory, more cost time in a search. */
const boxesPerCell = 4;
/** A box over more cells than this is kept apart and looked at in every search. */
const mostCells = 64;

/**
 * Finds boxes that meet a box, by a grid of even cells. Most pipes are short and lie evenly over a city, and for such boxes a grid is
 * filled in a tenth of the time that a tree takes to be packed, which is time before the first picture.
 */
export class BoxGrid {
  private readonly columns: number;
  private readonly rows: number;
  private readonly perX: number;
  private readonly perY: number;
  /** Where each cell's boxes begin in {@link items}. */
  private readonly starts: Int32Array;
  private readonly items: Int32Array;
  private readonly long: number[] = [];

  /** @param boxes Four numbers a box: min x, min y, max x, max y. @param extent What holds them all. */
  constructor(private readonly boxes: Float64Array, private readonly extent: Extent) {
    const count = boxes.length / 4;
    const width = Math.max(extent[2] - extent[0], 1e-12);
    const height = Math.max(extent[3] - extent[1], 1e-12);
    const cells = Math.max(1, count / boxesPerCell);
    this.columns = Math.max(1, Math.min(2_048, Math.round(Math.sqrt((cells * width) / height))));
    this.rows = Math.max(1, Math.min(2_048, Math.round(cells / this.columns)));
    this.perX = this.columns / width;
    this.perY = this.rows / height;
    this.starts = new Int32Array(this.columns * this.rows + 1);
    for (let box = 0; box < count; box++) this.each(box, (cell) => { this.starts[cell + 1]!++; }, () => this.long.push(box));
    for (let cell = 0; cell < this.starts.length - 1; cell++) this.starts[cell + 1]! += this.starts[cell]!;
    this.items = new Int32Array(this.starts.at(-1)!);
    const next = this.starts.slice();
    for (let box = 0; box < count; box++) this.each(box, (cell) => { this.items[next[cell]!++] = box; }, () => {});
  }

  /** Numbers of the boxes that meet this one, each once, in no order. */
  search(minX: number, minY: number, maxX: number, maxY: number): number[] {
    const { columns, starts, items, boxes } = this;
    const found: number[] = [];
    if (maxX < this.extent[0] || minX > this.extent[2] || maxY < this.extent[1] || minY > this.extent[3]) return found;
    const [left, right, top, bottom] = [this.column(minX), this.column(maxX), this.row(minY), this.row(maxY)];
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const cell = row * columns + column;
        for (let i = starts[cell]!; i < starts[cell + 1]!; i++) {
          const box = items[i]!;
          const at = box * 4;
          if (boxes[at]! > maxX || boxes[at + 1]! > maxY || boxes[at + 2]! < minX || boxes[at + 3]! < minY) continue;
          // It lies in several cells and is told in the first of those that are looked at.
          if (Math.max(this.column(boxes[at]!), left) === column && Math.max(this.row(boxes[at + 1]!), top) === row) found.push(box);
        }
      }
    }
    for (const box of this.long) {
      const at = box * 4;
      if (boxes[at]! <= maxX && boxes[at + 1]! <= maxY && boxes[at + 2]! >= minX && boxes[at + 3]! >= minY) found.push(box);
    }
    return found;
  }

  private each(box: number, inCell: (cell: number) => void, isLong: () => void): void {
    const at = box * 4;
    const left = this.column(this.boxes[at]!), right = this.column(this.boxes[at + 2]!);
    const top = this.row(this.boxes[at + 1]!), bottom = this.row(this.boxes[at + 3]!);
    if ((right - left + 1) * (bottom - top + 1) > mostCells) return isLong();
    for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) inCell(row * this.columns + column);
  }

  private column(x: number): number {
    return Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.extent[0]) * this.perX)));
  }

  private row(y: number): number {
    return Math.max(0, Math.min(this.rows - 1, Math.floor((y - this.extent[1]) * this.perY)));
  }
}
