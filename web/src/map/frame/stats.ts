/** The last frames' durations, bounded, for percentiles. */
export class FrameSamples {
  private readonly samples: Float32Array;
  private written = 0;

  constructor(capacity = 1_024) {
    this.samples = new Float32Array(capacity);
  }

  add(ms: number): void {
    this.samples[this.written++ % this.samples.length] = ms;
  }

  /** Percentiles since the last call, and forgets them. */
  take(): { readonly frames: number; readonly p50: number; readonly p95: number; readonly max: number } {
    const frames = this.written;
    const sorted = this.samples.slice(0, Math.min(frames, this.samples.length)).sort();
    this.written = 0;
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return { frames, p50: at(0.5), p95: at(0.95), max: at(1) };
  }
}
