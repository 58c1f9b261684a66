/** Where one batch of a group stands to what was seen before. */
export type Continuity = 'next' | 'old' | 'gap';

/**
 * Follows the sequence of every group. A batch names the one before it (`prev`), because a group's numbers need not be
 * consecutive; a `prev` that was not seen is a gap, after which only a snapshot is complete.
 */
export class SequenceTracker {
  private readonly last = new Map<string, number>();

  /**
   * Takes over what the server says each group stands at; groups that it does not name are forgotten.
   * Returns true if something was missed: a group that was not followed, or that moved on unheard.
   */
  join(groups: readonly { readonly group: string; readonly seq: number }[]): boolean {
    const before = new Map(this.last);
    this.last.clear();
    let missed = false;
    for (const { group, seq } of groups) {
      const heard = before.get(group);
      if (heard === undefined || heard < seq) missed = true;
      // A batch may have overtaken the answer.
      this.last.set(group, Math.max(seq, heard ?? 0));
    }
    return missed;
  }

  /** Forgets everything; the next batch of each group is taken as it comes, since a snapshot covers what was before. */
  reset(): void {
    this.last.clear();
  }

  accept(group: string, prev: number, seq: number): Continuity {
    const last = this.last.get(group);
    if (last !== undefined && seq <= last) return 'old';
    this.last.set(group, seq);
    return last === undefined || prev === last ? 'next' : 'gap';
  }
}
