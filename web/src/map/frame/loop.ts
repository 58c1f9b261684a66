/** Something that draws. Called once a frame while it has work, whatever arrived in between. */
export interface Drawer {
  /** Draws what is due; `deadline` (as `performance.now()`) is when to leave the rest for the next frame. True if work remains. */
  draw(deadline: number): boolean;
}

/** For all drawers together; leaves the rest of a 60 Hz frame to the browser's own compositing. */
const frameBudgetMs = 7;

/** One animation frame for everything, and none when nothing is to be drawn. */
export class FrameLoop {
  private readonly drawers: Drawer[] = [];
  private readonly due = new Set<Drawer>();
  private handle = 0;
  private stopped = false;

  constructor(private readonly measured: (ms: number) => void = () => {}) {}

  /** Drawers are called in the order added. Returns how to ask for a draw. */
  add(drawer: Drawer): () => void {
    this.drawers.push(drawer);
    return () => this.request(drawer);
  }

  remove(drawer: Drawer): void {
    this.due.delete(drawer);
    const at = this.drawers.indexOf(drawer);
    if (at >= 0) this.drawers.splice(at, 1);
  }

  stop(): void {
    this.stopped = true;
    cancelAnimationFrame(this.handle);
  }

  private request(drawer: Drawer): void {
    if (this.stopped) return;
    this.due.add(drawer);
    if (this.handle === 0) this.handle = requestAnimationFrame(this.frame);
  }

  private readonly frame = (): void => {
    this.handle = 0;
    const start = performance.now();
    const due = this.drawers.filter((drawer) => this.due.has(drawer));
    this.due.clear();
    for (const drawer of due) {
      if (drawer.draw(start + frameBudgetMs)) this.due.add(drawer);
    }
    this.measured(performance.now() - start);
    if (this.due.size > 0 && this.handle === 0 && !this.stopped) this.handle = requestAnimationFrame(this.frame);
  };
}
