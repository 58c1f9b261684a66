import { WireError, flag, instant, nullable, number, shape, text, type Parser } from './parse';

/** RFC 9457. `detail` is written for people and names the field at fault. */
const problem = shape({ type: nullable(text), title: nullable(text), status: nullable(number), detail: nullable(text), field: nullable(text), wantsCode: nullable(flag), lockedUntil: nullable(instant) });

/** What a problem may say beside its words. */
export type ProblemFacts = Partial<Pick<ReturnType<typeof problem>, 'field' | 'wantsCode' | 'lockedUntil'>>;

/** The server answered, and refused. */
export class ProblemError extends Error {
  constructor(readonly status: number, readonly title: string, readonly detail: string | null, readonly type: string | null, readonly facts: ProblemFacts = {}) {
    super(detail ?? title);
    this.name = 'ProblemError';
  }
}

/** No answer: the network failed, or the time-out passed. */
export class UnreachableError extends Error {
  constructor(readonly path: string, readonly timedOut: boolean, cause: unknown) {
    super(timedOut ? `${path} did not answer in time.` : `${path} could not be reached.`, { cause });
    this.name = 'UnreachableError';
  }
}

export interface HttpOptions {
  /** For one attempt. */
  readonly timeoutMs?: number;
  /** Of a GET, after the first attempt, when it was unreachable or answered 429, 502, 503 or 504. */
  readonly retries?: number;
  readonly signal?: AbortSignal;
}

export interface HttpContext {
  readonly fetch: typeof fetch;
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** 0 to 1, spreads retries of many pages that lost the same server. */
  readonly jitter: () => number;
  /** Sent as `Authorization: Bearer` where set. */
  readonly token?: () => string | null;
}

const worthRetrying = new Set([429, 502, 503, 504]);
const firstDelayMs = 250;
const longestDelayMs = 8_000;

/** Requests to `/api/v1` with a time-out on each attempt; only GETs are repeated, since only they are safe to. */
export class Http {
  constructor(private readonly context: HttpContext, private readonly root = '/api/v1') {}

  async get<T>(path: string, parse: Parser<T>, options?: HttpOptions): Promise<T> {
    const response = await this.send('GET', path, undefined, options);
    return parse(await body(response), '');
  }

  async bytes(path: string, options?: HttpOptions): Promise<ArrayBuffer> {
    return (await this.send('GET', path, undefined, options)).arrayBuffer();
  }

  async post<T>(path: string, content: unknown, parse: Parser<T>, options?: HttpOptions): Promise<T> {
    const response = await this.send('POST', path, content, { ...options, retries: 0 });
    return parse(response.status === 204 ? null : await body(response), '');
  }

  async put<T>(path: string, content: unknown, parse: Parser<T>, options?: HttpOptions): Promise<T> {
    return parse(await body(await this.send('PUT', path, content, { ...options, retries: 0 })), '');
  }

  async delete<T>(path: string, parse: Parser<T>, options?: HttpOptions): Promise<T> {
    const response = await this.send('DELETE', path, undefined, { ...options, retries: 0 });
    return parse(response.status === 204 ? null : await body(response), '');
  }

  private async send(method: string, path: string, content: unknown, options: HttpOptions = {}): Promise<Response> {
    const { retries = 3, signal } = options;
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.attempt(method, path, content, options);
      const last = attempt >= retries || signal?.aborted === true;
      if (outcome instanceof UnreachableError) {
        if (last) throw outcome;
        await this.context.wait(this.delay(attempt, null), signal);
      } else if (outcome.ok) {
        return outcome;
      } else if (last || !worthRetrying.has(outcome.status)) {
        throw await refusal(outcome);
      } else {
        await this.context.wait(this.delay(attempt, outcome.headers.get('Retry-After')), signal);
      }
    }
  }

  private async attempt(method: string, path: string, content: unknown, { timeoutMs = 10_000, signal }: HttpOptions): Promise<Response | UnreachableError> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const headers: Record<string, string> = { Accept: 'application/json' };
    // A form or a file brings its own type, with the form's boundary.
    const isRaw = content instanceof FormData || content instanceof Blob;
    if (content !== undefined && !isRaw) headers['Content-Type'] = 'application/json';
    const token = this.context.token?.() ?? null;
    if (token !== null) headers.Authorization = `Bearer ${token}`;
    try {
      return await this.context.fetch(this.root + path, {
        method,
        headers,
        body: content === undefined ? null : isRaw ? content : JSON.stringify(content),
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
    } catch (cause) {
      if (signal?.aborted === true) throw signal.reason;
      return new UnreachableError(path, timeout.aborted, cause);
    }
  }

  /** Doubling, with the server's own wish honoured, and at most {@link longestDelayMs}. */
  private delay(attempt: number, retryAfter: string | null): number {
    const asked = retryAfter === null ? 0 : Number(retryAfter) * 1_000;
    const backoff = firstDelayMs * 2 ** attempt * (0.75 + 0.5 * this.context.jitter());
    return Math.min(longestDelayMs, Math.max(Number.isFinite(asked) ? asked : 0, backoff));
  }
}

async function body(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    // The headers came and the rest did not: nothing is wrong with what was said.
    if (!(cause instanceof SyntaxError)) throw new UnreachableError(response.url, (cause as Error).name === 'TimeoutError', cause);
    throw new WireError('body', 'JSON', response.headers.get('Content-Type') ?? 'no content type');
  }
}

async function refusal(response: Response): Promise<ProblemError> {
  try {
    const { title, detail, type, ...facts } = problem(await response.json(), '');
    return new ProblemError(response.status, title ?? response.statusText, detail, type, facts);
  } catch {
    // A proxy in between answers in its own words.
    return new ProblemError(response.status, response.statusText || `HTTP ${response.status}`, null, null);
  }
}
