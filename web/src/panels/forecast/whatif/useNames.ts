import { useTelling } from '../../../i18n/useTelling';
import { assetLabel } from '../../../i18n/sentence';
import { indexOf } from '../../../stores/extent';
import { useSession } from '../../../stores/session';
import type { AssetId } from '../../../wire/brands';
import { kindOf, type AssetKind } from '../../../wire/kinds';

/** What an asset of the network shown is and is called, from the labels that the map has. */
export function useNames() {
  const session = useSession();
  const { t } = useTelling();

  function kindAt(asset: AssetId): AssetKind | null {
    const [network, labels] = [session.liveNetwork, session.liveLabels];
    const row = network && labels ? indexOf(network.geometry, labels).row(asset) : null;
    return row === null ? null : kindOf(network!.rows.kindOf(row));
  }

  function nameOf(asset: AssetId): string {
    const [network, labels] = [session.liveNetwork, session.liveLabels];
    if (!network || !labels) return assetLabel(asset, null, null, t);
    const index = indexOf(network.geometry, labels);
    const row = index.row(asset);
    return assetLabel(asset, row === null ? null : index.name(row), kindAt(asset), t);
  }

  return { kindAt, nameOf };
}
