import { millis, type Millis, type WallMillis } from './brands';
import type { ClockMode, ClockTick } from './live';

/** The city's time between two ticks of the server. It may run faster than the wall's, stand, or jump when a replay begins. */
export class CityClock {
  private base: ClockTick | null = null;
  private heardAt = 0;

  /** Wall time is monotonic here, so that a change of this machine's clock moves nothing. */
  constructor(private readonly wall: () => WallMillis) {}

  sync(tick: ClockTick): void {
    this.base = tick;
    this.heardAt = this.wall();
  }

  /** Null until the server has been heard. */
  now(): Millis | null {
    if (this.base === null) return null;
    return millis(this.base.now + (this.wall() - this.heardAt) * this.base.rate);
  }

  get rate(): number {
    return this.base?.rate ?? 1;
  }

  get mode(): ClockMode | null {
    return this.base?.mode ?? null;
  }
}
