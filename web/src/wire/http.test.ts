import { describe, expect, it } from 'vitest';
import { Http, ProblemError, UnreachableError, type HttpContext } from './http';
import { shape, text } from './parse';

const named = shape({ name: text });

/** Answers what it was told to, in turn; the last one again and again. */
function client(...answers: readonly (() => Response | Promise<Response>)[]) {
  const waits: number[] = [];
  const requests: RequestInit[] = [];
  const context: HttpContext = {
    fetch: async (_, init) => {
      requests.push(init!);
      return answers[Math.min(requests.length, answers.length) - 1]!();
    },
    wait: async (ms) => { waits.push(ms); },
    jitter: () => 0.5,
  };
  return { http: new Http(context), waits, requests };
}
const ok = () => Response.json({ name: 'demo' });
const down = () => { throw new TypeError('failed'); };
const busy = (headers = {}) => new Response(null, { status: 503, headers });

describe('a GET', () => {
  it('is tried again while the server is away or busy, each time later', async () => {
    const { http, waits } = client(down, () => busy(), ok);
    expect(await http.get('/city', named)).toEqual({ name: 'demo' });
    expect(waits).toEqual([250, 500]);
  });

  it('waits as long as the server asks, within reason', async () => {
    const { http, waits } = client(() => busy({ 'Retry-After': '3' }), () => busy({ 'Retry-After': '3600' }), ok);
    await http.get('/city', named);
    expect(waits).toEqual([3_000, 8_000]);
  });

  it('gives up after its tries and says what it could not reach', async () => {
    const { http, requests } = client(down);
    await expect(http.get('/city', named, { retries: 2 })).rejects.toThrow(new UnreachableError('/city', false, null).message);
    expect(requests).toHaveLength(3);
  });

  it('says so when an answer did not come in time', async () => {
    const hanging: typeof fetch = (_, init) => new Promise((_done, fail) => init!.signal!.addEventListener('abort', () => fail(init!.signal!.reason)));
    const http = new Http({ fetch: hanging, wait: async () => {}, jitter: () => 0 });
    await expect(http.get('/slow', named, { timeoutMs: 5, retries: 0 })).rejects.toThrow('/slow did not answer in time.');
  });

  it('carries a refusal’s own words, and is not repeated', async () => {
    const { http, requests } = client(() => Response.json({ title: 'Bad', detail: 'bbox: expected 4 numbers' }, { status: 400 }));
    const error = await http.get('/assets', named).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).message).toBe('bbox: expected 4 numbers');
    expect(requests).toHaveLength(1);
  });

  it('survives a refusal in a proxy’s words', async () => {
    const { http } = client(() => new Response('<h1>Bad gateway</h1>', { status: 500, statusText: 'Oops' }));
    await expect(http.get('/city', named)).rejects.toThrow('Oops');
  });

  it('refuses an answer that is no JSON, or not what was agreed', async () => {
    await expect(client(() => new Response('<html>')).http.get('/city', named)).rejects.toThrow(/^body: expected JSON/);
    await expect(client(() => Response.json({ name: 1 })).http.get('/city', named)).rejects.toThrow(/^name: expected text, got 1/);
  });
});

it('a POST is never sent twice', async () => {
  const { http, requests } = client(down);
  await expect(http.post('/readings', [], named)).rejects.toThrow(UnreachableError);
  expect(requests).toHaveLength(1);
});
