import type { AssetSummary } from '../../wire/assets';
import { localId } from '../../wire/brands';
import type { AssetKind } from '../../wire/kinds';

const common: ReadonlySet<AssetKind> = new Set(['manhole', 'pipeSegment', 'riverNode']);

/** Number 2 comes before number 10. */
const natural = new Intl.Collator('zh', { numeric: true });

/** The best match first: what is called exactly that, then what begins so; facilities before the many pipes and manholes. */
export function ranked(found: readonly AssetSummary[], query: string): readonly AssetSummary[] {
  const asked = query.toLowerCase();
  const rank = (asset: AssetSummary): number => {
    const names = [asset.id, localId(asset.id), asset.name ?? ''].map((name) => name.toLowerCase());
    const fit = names.includes(asked) ? 0 : names.some((name) => name.startsWith(asked)) ? 2 : 4;
    return fit + (common.has(asset.kind) ? 1 : 0);
  };
  return [...found].sort((a, b) => rank(a) - rank(b) || natural.compare(a.name ?? localId(a.id), b.name ?? localId(b.id)));
}
