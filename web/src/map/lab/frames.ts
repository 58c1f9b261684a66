/** Times between the browser's frames, as a person at the screen has them: own work, compositing and all. */
export class FrameMeter {
  private last = 0;
  private times: number[] = [];
  private running = false;

  start(): void {
    this.times = [];
    this.last = 0;
    this.running = true;
    requestAnimationFrame(this.tick);
  }

  /** Frames a second, and percentiles of the time between frames in ms, since the start. */
  stop(): { readonly fps: number; readonly p50: number; readonly p95: number; readonly max: number } {
    this.running = false;
    const sorted = [...this.times].sort((a, b) => a - b);
    const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
    const total = sorted.reduce((sum, t) => sum + t, 0);
    return { fps: total === 0 ? 0 : round((1_000 * sorted.length) / total), p50: at(0.5), p95: at(0.95), max: at(1) };
  }

  private readonly tick = (now: number): void => {
    if (!this.running) return;
    if (this.last > 0) this.times.push(now - this.last);
    this.last = now;
    requestAnimationFrame(this.tick);
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
