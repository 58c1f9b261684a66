import { HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection } from '@microsoft/signalr';
import { alarmBatch, type AlarmBatch } from './alarms';
import type { Bounds } from './city';
import { forecastNotice, type ForecastNotice } from './forecastNotice';
import { lostAfterMs, retryDelayMs, type LinkState } from './connection';
import { changes, clock, joined, type ClockTick, type Joined, type StateChanges } from './live';
import type { Parser } from './parse';
import { warningBatch, type WarningBatch } from './warnings';

export interface HubEvents {
  readonly link: (state: LinkState) => void;
  /** After every (re)connect and change of view: what this client now receives. `fresh` after a (re)connect. */
  readonly joined: (joined: Joined, fresh: boolean) => void;
  readonly changes: (batch: StateChanges) => void;
  readonly warnings: (batch: WarningBatch) => void;
  readonly alarms: (batch: AlarmBatch) => void;
  /** A forecast was issued. */
  readonly forecast?: (notice: ForecastNotice) => void;
  readonly clock: (tick: ClockTick) => void;
  /** A message that could not be understood; it is dropped. */
  readonly refused: (error: Error) => void;
}

interface View {
  readonly network: string;
  readonly bounds: Bounds;
  readonly zoom: number;
}

/** The live connection. Reconnects without end, and tells the server again what is in view. */
export class MapHub {
  private readonly connection: HubConnection;
  private view: View | null = null;
  private sentNetwork: string | null = null;
  private lostTimer: ReturnType<typeof setTimeout> | undefined;
  private startTimer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(private readonly events: HubEvents, url = '/hubs/map', private readonly jitter: () => number = Math.random) {
    this.connection = new HubConnectionBuilder()
      .withUrl(url)
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (c) => retryDelayMs(c.previousRetryCount, jitter()) })
      .configureLogging(LogLevel.None)
      .build();
    this.connection.serverTimeoutInMilliseconds = 15_000;
    this.connection.keepAliveIntervalInMilliseconds = 5_000;
    this.listen('Changes', changes, events.changes);
    this.listen('Warnings', warningBatch, events.warnings);
    this.listen('Alarms', alarmBatch, events.alarms);
    this.listen('Forecast', forecastNotice, (notice) => events.forecast?.(notice));
    this.listen('Clock', clock, events.clock);
    this.connection.onreconnecting(() => this.down('reconnecting'));
    this.connection.onreconnected(() => void this.up());
    this.connection.onclose(() => { if (!this.stopped) { this.down('reconnecting'); void this.connect(0); } });
  }

  async start(): Promise<void> {
    this.down('connecting');
    await this.connect(0);
  }


  /** What the user looks at. Sent now if connected, and again after every reconnect. */
  async look(view: View): Promise<void> {
    this.view = view;
    if (this.connection.state === HubConnectionState.Connected) await this.sendView(this.sentNetwork !== view.network);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.lostTimer);
    clearTimeout(this.startTimer);
    await this.connection.stop();
  }

  private async connect(attempt: number): Promise<void> {
    if (this.stopped) return;
    try {
      await this.connection.start();
    } catch {
      this.startTimer = setTimeout(() => void this.connect(attempt + 1), retryDelayMs(attempt, this.jitter()));
      return;
    }
    await this.up();
  }

  private async up(): Promise<void> {
    clearTimeout(this.lostTimer);
    this.lostTimer = undefined;
    this.events.link('live');
    this.sentNetwork = null;
    await this.sendView(true);
  }

  private down(state: LinkState): void {
    this.events.link(state);
    this.lostTimer ??= setTimeout(() => this.events.link('lost'), lostAfterMs);
  }

  private async sendView(fresh: boolean): Promise<void> {
    if (this.view === null) return;
    const { network, bounds, zoom } = this.view;
    try {
      const answer: unknown = await this.connection.invoke('View', network, bounds, zoom);
      this.sentNetwork = network;
      this.events.joined(joined(answer, 'View'), fresh);
    } catch (error) {
      // Lost meanwhile: the reconnect sends the newest view. Refused: say so.
      if (this.connection.state === HubConnectionState.Connected) this.events.refused(error as Error);
    }
  }

  private listen<T>(method: string, parse: Parser<T>, handle: (message: T) => void): void {
    this.connection.on(method, (message: unknown) => {
      let parsed: T;
      try {
        parsed = parse(message, '');
      } catch (error) {
        this.events.refused(error as Error);
        return;
      }
      handle(parsed);
    });
  }
}
