import { ProblemError, UnreachableError } from '../wire/http';
import { WireError } from '../wire/parse';
import type { Translate } from './translate';

/** Why something failed, for people: a clause without its full stop. The server's own words where it gave any. */
export function reasonText(error: unknown, t: Translate): string {
  if (error instanceof UnreachableError) return t(error.timedOut ? 'error.timeout' : 'error.network');
  if (error instanceof ProblemError) return error.detail?.replace(/[.。]$/, '') ?? t(error.status === 404 ? 'error.notFound' : 'error.status', { status: error.status });
  if (error instanceof WireError) return t('error.malformed');
  return error instanceof Error ? error.message : String(error);
}
