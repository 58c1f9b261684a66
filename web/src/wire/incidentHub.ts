import { HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection } from '@microsoft/signalr';
import type { Bounds } from './city';
import { retryDelayMs } from './connection';
import { entry, incidentSummary, presence, type IncidentEntry, type IncidentSummary, type Presence } from './incidents';
import { list, nullable, shape, text, type Parser } from './parse';
import { position } from './warnings';

const pushed = shape({ incident: text, entry });
const present = shape({ incident: text, people: list(presence) });
const pointed = shape({ incident: text, name: text, fullName: nullable(text), at: position });
export type Pointed = ReturnType<typeof pointed>;
const left = shape({ incident: text });

export interface IncidentHubEvents {
  readonly summary: (summary: IncidentSummary) => void;
  readonly entry: (incident: string, entry: IncidentEntry) => void;
  readonly presence: (incident: string, people: readonly Presence[]) => void;
  readonly pointed: (pointed: Pointed) => void;
  /** What was heard before may not be all: fetch anew. */
  readonly anew: () => void;
  readonly gone: (incident: string) => void;
}

/** The live connection of the desk: what happens on incidents, and who looks at the one that is open. Reconnects without end. */
export class IncidentHub {
  private readonly connection: HubConnection;
  private joined: string | null = null;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly events: IncidentHubEvents, url = '/hubs/incidents') {
    this.connection = new HubConnectionBuilder().withUrl(url)
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (c) => retryDelayMs(c.previousRetryCount, Math.random()) }).configureLogging(LogLevel.None).build();
    this.listen('Incident', incidentSummary, events.summary);
    this.listen('Entry', pushed, (m) => events.entry(m.incident, m.entry));
    this.listen('Presence', present, (m) => events.presence(m.incident, m.people));
    this.listen('Pointed', pointed, events.pointed);
    this.listen('Left', left, (m) => events.gone(m.incident));
    this.connection.on('Resync', () => events.anew());
    this.connection.onreconnected(() => void this.up());
    this.connection.onclose(() => { if (!this.stopped) void this.start(); });
  }

  async start(attempt = 0): Promise<void> {
    if (this.stopped) return;
    try {
      await this.connection.start();
    } catch {
      this.timer = setTimeout(() => void this.start(attempt + 1), retryDelayMs(attempt, Math.random()));
      return;
    }
    await this.up();
  }

  /** Follows one incident; null follows none. */
  async follow(incident: string | null): Promise<void> {
    const before = this.joined;
    this.joined = incident;
    if (before !== null && before !== incident) await this.call('Leave', before);
    if (incident !== null && before !== incident) await this.join();
  }

  look(bounds: Bounds): void {
    if (this.joined !== null) void this.call('Look', this.joined, bounds);
  }

  point(at: readonly [number, number]): void {
    if (this.joined !== null) void this.call('Point', this.joined, at);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.connection.stop();
  }

  private async up(): Promise<void> {
    await this.join();
    this.events.anew();
  }

  private async join(): Promise<void> {
    if (this.joined === null) return;
    const answer = await this.call('Join', this.joined);
    if (answer !== undefined) this.events.presence(this.joined, shape({ people: list(presence) })(answer, 'Join').people);
  }

  /** Lost meanwhile, or not for these eyes: the next connection tries again. */
  private async call(method: string, ...content: unknown[]): Promise<unknown> {
    if (this.connection.state !== HubConnectionState.Connected) return undefined;
    try {
      return await this.connection.invoke(method, ...content);
    } catch {
      return undefined;
    }
  }

  private listen<T>(method: string, parse: Parser<T>, handle: (message: T) => void): void {
    this.connection.on(method, (message: unknown) => {
      try {
        handle(parse(message, method));
      } catch {
        // Not understood: what is on screen is read again rather than kept half.
        this.events.anew();
      }
    });
  }
}
