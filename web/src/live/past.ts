import type { Api } from '../wire/api';
import { millis, type Millis } from '../wire/brands';
import type { Chunk, Frame } from '../wire/playback';
import type { LiveNetwork } from './network';
import { emptyBook, foldWarnings, type WarningBook } from './warningBook';

export type PastApi = Pick<Api, 'state' | 'warnings' | 'playback'>;

/** Frames asked for at once, and how many such chunks are read ahead of what is shown. */
const chunkFrames = 20;
const chunksAhead = 2;
const openPages = 20;

/**
 * One network as it was: the same fold as the live one, fed from a snapshot of a past moment and from frames.
 * It belongs to one moment and goes forward only; going back is another one.
 */
export class PastFeed {
  private readonly ahead: Frame[] = [];
  private readonly stop = new AbortController();
  private reading: Promise<void> | null = null;
  /** Up to where frames were read. */
  private readTo: Millis;
  private shown: Millis;
  private book: WarningBook;
  private ended = false;
  /** Rises when what is being read is not wanted any more. */
  private generation = 0;

  private constructor(private readonly api: PastApi, readonly network: LiveNetwork, at: Millis, book: WarningBook) {
    this.shown = at;
    this.readTo = at;
    this.book = book;
  }

  /** Reads the state and the warnings of a moment, as they were known then. */
  static async at(api: PastApi, network: LiveNetwork, at: Millis, signal: AbortSignal): Promise<PastFeed> {
    const options = { signal, retries: 1, timeoutMs: 30_000 };
    const [state, open, ended] = await Promise.all([
      api.state(network.geometry.network, options, at), openWarningsAt(api, at, signal), api.warnings({ open: false, limit: 20, asOf: at }, options),
    ]);
    network.applySnapshot(state, network.askSnapshot());
    return new PastFeed(api, network, at, foldWarnings(emptyBook, [...open, ...ended.items]));
  }

  get at(): Millis {
    return this.shown;
  }

  get warnings(): WarningBook {
    return this.book;
  }

  /** True where another revision of the network begins: from there another feed has to go on. */
  get isAtEnd(): boolean {
    return this.ended && this.ahead.length === 0;
  }

  /** Shows the next frame if it has been read; false where it is still to come. */
  next(): boolean {
    const frame = this.ahead.shift();
    if (frame === undefined) return false;
    this.network.apply(frame);
    this.book = foldWarnings(this.book, frame.warnings);
    this.shown = frame.at;
    return true;
  }

  /** Sees to it that frames are there to be shown, each `stepSeconds` after the one before, none later than `until`. */
  async readAhead(stepSeconds: number, until: Millis): Promise<void> {
    if (this.reading) return this.reading;
    if (this.ended || this.ahead.length >= chunksAhead * chunkFrames || this.readTo + stepSeconds * 1000 > until) return;
    this.reading = this.read(stepSeconds, until).finally(() => { this.reading = null; });
    return this.reading;
  }

  /** Forgets what was read ahead, as when the step changes. */
  forgetAhead(): void {
    this.ahead.length = 0;
    this.readTo = this.shown;
    this.ended = false;
    this.generation++;
  }

  close(): void {
    this.stop.abort();
  }

  private async read(stepSeconds: number, until: Millis): Promise<void> {
    const { generation, readTo: from } = this;
    const step = stepSeconds * 1000;
    const frames = Math.min(chunkFrames, Math.floor((until - from) / step));
    const chunk = await this.api.playback(this.network.geometry.network, { from, to: millis(from + frames * step), stepSeconds }, { signal: this.stop.signal });
    if (generation !== this.generation) return;
    this.take(chunk);
  }

  private take({ frames, to, revision }: Chunk): void {
    this.ended = frames.length === 0 || revision !== this.network.geometry.revision;
    if (this.ended) return;
    this.ahead.push(...frames);
    this.readTo = to;
  }
}

async function openWarningsAt(api: PastApi, asOf: Millis, signal: AbortSignal) {
  const all = [];
  let cursor: string | null = null;
  for (let i = 0; i < openPages; i++) {
    const page: Awaited<ReturnType<PastApi['warnings']>> = await api.warnings({ open: true, limit: 500, asOf, cursor }, { signal, retries: 1, timeoutMs: 30_000 });
    all.push(...page.items);
    cursor = page.next;
    if (cursor === null) break;
  }
  return all;
}
