import type { Api } from '../wire/api';
import type { AlarmBatch } from '../wire/alarms';
import type { Bounds } from '../wire/city';
import type { LinkState } from '../wire/connection';
import type { ForecastNotice } from '../wire/forecastNotice';
import { MapHub, type HubEvents } from '../wire/hub';
import type { ClockTick, Joined, StateChanges } from '../wire/live';
import { SequenceTracker } from '../wire/sequence';
import type { Warning, WarningBatch } from '../wire/warnings';
import type { LiveNetwork } from './network';
import { emptyBook, foldOpenList, foldWarnings, type WarningBook } from './warningBook';

/** The part of the hub that the feed needs. */
export interface Hub {
  start(): Promise<void>;
  look(view: { readonly network: string; readonly bounds: Bounds; readonly zoom: number }): Promise<void>;
  stop(): Promise<void>;
}

export interface FeedEvents {
  readonly link: (state: LinkState) => void;
  readonly clock: (tick: ClockTick) => void;
  readonly warnings: (book: WarningBook) => void;
  readonly alarms?: (batch: AlarmBatch) => void;
  readonly forecast?: (notice: ForecastNotice) => void;
  /** A new connection: what was missed meanwhile has to be read. */
  readonly rejoined?: () => void;
  /** The first whole state of the network shown has been folded in. */
  readonly caughtUp: () => void;
  /** Something came that could not be understood, or a catch-up failed and will be tried again. */
  readonly trouble: (error: Error) => void;
}

const tryAgainMs = 5_000;
const mostWarningPages = 20;

/** Keeps one network live: joins, folds what comes, and after every gap or new connection catches up by a snapshot. */
export class CityFeed {
  private readonly hub: Hub;
  private readonly sequence = new SequenceTracker();
  private network: LiveNetwork | null = null;
  private book: WarningBook = emptyBook;
  private catching = false;
  /** What was asked for while a catch-up ran. */
  private again: { warnings: boolean } | null = null;
  private warningSeq: number | null = null;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly api: Api, private readonly events: FeedEvents, createHub: (events: HubEvents) => Hub = (e) => new MapHub(e)) {
    this.hub = createHub({
      link: (state) => this.linkChanged(state),
      joined: (joined, fresh) => this.joined(joined, fresh),
      changes: (batch) => this.changes(batch),
      warnings: (batch) => this.warnings(batch),
      alarms: (batch) => events.alarms?.(batch),
      forecast: (notice) => events.forecast?.(notice),
      clock: events.clock,
      refused: events.trouble,
    });
  }

  start(): Promise<void> {
    return this.hub.start();
  }

  /** Shows another network, or the same one in a new revision. Its state comes with the next answer to {@link look}. */
  show(network: LiveNetwork): void {
    this.network = network;
    this.sequence.reset();
  }

  /** Warnings known from elsewhere before the feed has read its own list, so that what is pushed in between adds to them. */
  prime(warnings: readonly Warning[]): void {
    this.book = foldWarnings(this.book, warnings);
    this.events.warnings(this.book);
  }

  /** What is in view; the server sends changes of that and no more. */
  async look(bounds: Bounds, zoom: number): Promise<void> {
    if (this.network !== null) await this.hub.look({ network: this.network.geometry.network, bounds, zoom });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.hub.stop();
  }

  private linkChanged(state: LinkState): void {
    if (state === 'live' || state === 'lost') this.network?.setOutOfTouch(state === 'lost');
    this.events.link(state);
  }

  private joined(joined: Joined, fresh: boolean): void {
    if (fresh) {
      // Another process may answer now, counting from the beginning.
      this.sequence.reset();
      this.warningSeq = null;
      this.events.rejoined?.();
    }
    // A new view may add groups whose past was not sent here.
    const missed = this.sequence.join(joined.groups);
    if (fresh || missed) void this.catchUp(fresh);
  }

  private changes(batch: StateChanges): void {
    if (this.network === null) return;
    const continuity = this.sequence.accept(batch.group, batch.prev, batch.seq);
    if (continuity === 'old') return;
    this.network.apply(batch);
    if (continuity === 'gap') void this.catchUp(false);
  }

  private warnings(batch: WarningBatch): void {
    const missed = this.warningSeq !== null && batch.seq > this.warningSeq + 1;
    this.warningSeq = batch.seq;
    this.setBook(foldWarnings(this.book, batch.upserts));
    if (missed) void this.catchUp(true);
  }

  private setBook(book: WarningBook): void {
    if (book === this.book) return;
    this.book = book;
    this.events.warnings(book);
  }

  /** One at a time; what is asked for meanwhile is served by one more run after it. */
  private async catchUp(warnings: boolean): Promise<void> {
    if (this.catching) {
      this.again = { warnings: warnings || this.again?.warnings === true };
      return;
    }
    this.catching = true;
    try {
      for (let due: { warnings: boolean } | null = { warnings }; due !== null && !this.stopped; due = this.again) {
        this.again = null;
        await this.fetchState();
        if (due.warnings) await this.fetchWarnings();
      }
    } catch (error) {
      if (this.stopped) return;
      this.events.trouble(error as Error);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.catchUp(true), tryAgainMs);
    } finally {
      this.catching = false;
    }
  }

  private async fetchState(): Promise<void> {
    const network = this.network;
    if (network === null) return;
    const asked = network.askSnapshot();
    const snapshot = await this.api.state(network.geometry.network);
    // Another network may be shown by now.
    if (this.stopped || network !== this.network) return;
    network.applySnapshot(snapshot, asked);
    this.events.caughtUp();
  }

  private async fetchWarnings(): Promise<void> {
    const whenAsked = this.book;
    const open = await this.fetchOpenWarnings();
    this.book = foldOpenList(this.book, open, whenAsked);
    // Told even if it brought nothing new: an empty list is an answer too.
    this.events.warnings(this.book);
  }

  private async fetchOpenWarnings(): Promise<readonly Warning[]> {
    const all: Warning[] = [];
    let cursor: string | null = null;
    for (let i = 0; i < mostWarningPages; i++) {
      const page = await this.api.warnings({ open: true, limit: 500, cursor });
      all.push(...page.items);
      cursor = page.next;
      if (cursor === null) break;
    }
    return all;
  }
}
