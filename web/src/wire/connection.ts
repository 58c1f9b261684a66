import type { WallMillis } from './brands';

/** `lost` is a link that has been down for long enough to say so; it still tries. */
export type LinkState = 'connecting' | 'live' | 'reconnecting' | 'lost';

export interface Connection {
  readonly link: LinkState;
  /** When this link state began, wall time. */
  readonly since: WallMillis;
}

/** Down for this long, a reconnecting link counts as lost. */
export const lostAfterMs = 10_000;

/** First tries at once, then slower, and never gives up: a control room's page runs for weeks. */
export function retryDelayMs(attempt: number, jitter: number): number {
  return Math.min(10_000, 250 * 2 ** Math.min(attempt, 6)) * (0.75 + 0.5 * jitter);
}
