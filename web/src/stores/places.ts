import { defineStore } from 'pinia';
import { kindOf, type AssetKind } from '../wire/kinds';
import type { AssetId } from '../wire/brands';
import { indexOf } from './extent';
import { useSession } from './session';

/** Names and kinds of assets by id, from the network that is on the map; null where it does not know one. */
export const usePlaces = defineStore('places', () => {
  const session = useSession();

  function of(asset: AssetId): { readonly name: string | null; readonly kind: AssetKind | null } {
    const { network, labels } = session;
    const index = network && labels ? indexOf(network.geometry, labels) : null;
    const row = index?.row(asset) ?? null;
    return row === null ? { name: null, kind: null } : { name: index!.name(row), kind: kindOf(network!.rows.kindOf(row)) };
  }

  return { of };
});
