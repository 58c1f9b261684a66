import { idOf, localId, rowOf, type AssetId, type Row } from '../wire/brands';
import type { Label, Labels } from '../wire/assets';
import type { Geometry } from '../wire/geometry';

/** Ids and names by row, and rows by id; the look-up is built when first asked for, after the first picture. */
export class AssetIndex {
  private rowByLocal: Map<string, number> | null = null;

  constructor(private readonly geometry: Geometry, private readonly labels: Labels) {}

  id(row: Row): AssetId | null {
    const label = this.label(row);
    return label === undefined ? null : idOf(this.geometry.network, label.local);
  }

  name(row: Row): string | null {
    return this.label(row)?.name ?? null;
  }

  /** Null for an asset of another network, or one that this revision does not have. */
  row(id: AssetId): Row | null {
    if (!id.startsWith(`${this.geometry.network}:`)) return null;
    this.rowByLocal ??= this.build();
    const row = this.rowByLocal.get(localId(id));
    return row === undefined ? null : rowOf(row);
  }

  private label(row: Row): Label | undefined {
    const { nodeCount, linkCount } = this.geometry;
    if (row < nodeCount) return this.labels.nodes[row];
    if (row < nodeCount + linkCount) return this.labels.links[row - nodeCount];
    return this.labels.points[row - nodeCount - linkCount];
  }

  private build(): Map<string, number> {
    const { nodeCount, linkCount } = this.geometry;
    const rows = new Map<string, number>();
    this.labels.nodes.forEach((label, i) => rows.set(label.local, i));
    this.labels.links.forEach((label, i) => rows.set(label.local, nodeCount + i));
    this.labels.points.forEach((label, i) => rows.set(label.local, nodeCount + linkCount + i));
    return rows;
  }
}
