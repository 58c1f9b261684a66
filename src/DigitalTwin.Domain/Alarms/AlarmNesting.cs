namespace DigitalTwin.Domain.Alarms;

/// <summary>Puts alarms under the one that brought them about, so that an operator sees one row a cause. One that is graver than its cause still calls.</summary>
/// <remarks>
/// Where the first cause itself is too mild for an alarm, the earliest alarm that it brought about stands for it. One that has been put under a cause stays
/// there while that cause holds, unless another claims it: arrivals change with every flow, and rows must not jump. What a rule finds where a warning already
/// calls is the same trouble said twice, and lies under it.
/// </remarks>
internal static class AlarmNesting
{
    /// <param name="underOf">The source that says the same of more; null for none.</param>
    /// <param name="roots">By source, that of the first cause; null to look at <paramref name="underOf"/> alone.</param>
    public static void Nest(AlarmLedger ledger, Func<string, string?> underOf, IReadOnlyDictionary<string, string>? roots)
    {
        var alarms = ledger.All.Where(a => a.IsActive).OrderBy(a => a.OpenedAt.UnixMilliseconds).ThenBy(a => a.Id, StringComparer.Ordinal).ToArray();
        var heads = new Dictionary<string, string>();
        var warned = alarms.Where(a => a.Asset is not null && !IsByRule(a) && !a.Sources.All(s => s.Id.StartsWith(SilenceGroups.Prefix, StringComparison.Ordinal))).GroupBy(a => a.Asset!).ToDictionary(g => g.Key, g => g.First().Id);
        var claimed = alarms.ToDictionary(a => a.Id, Claim);
        var staying = alarms.Where(a => claimed[a.Id] is null && a.Parent is { } p && ledger.Find(p) is { IsActive: true, Parent: null } && claimed[p] is null).ToDictionary(a => a.Id, a => a.Parent);
        foreach (var alarm in alarms)
        {
            var parent = claimed[alarm.Id] ?? staying.GetValueOrDefault(alarm.Id);
            if (parent is not null && (claimed.GetValueOrDefault(parent) ?? staying.GetValueOrDefault(parent)) is { } higher) parent = higher;
            if (parent != alarm.Parent) ledger.Put(ledger.Find(alarm.Id)! with { Parent = parent }, AlarmChange.Nested);
        }

        string? Claim(Alarm alarm)
        {
            // A rule often lets go a little after the warning; its row stays where it was until somebody has taken note of that.
            if (IsByRule(alarm)) return alarm.Asset is { } asset && warned.TryGetValue(asset, out var warning) ? warning : alarm.Parent is { } held && ledger.Find(held) is { IsActive: false, Parent: null } ? held : null;
            string? parent = null;
            foreach (var source in alarm.Sources)
            {
                var root = underOf(source.Id) ?? (roots is null ? null : roots.GetValueOrDefault(source.Id, source.Id));
                // Where nothing is known anew, what was known holds.
                if (root is null) return alarm.Parent is { } kept && ledger.Find(kept) is { IsActive: true } ? kept : null;
                var head = ledger.FindBySource(root)?.Id ?? (heads.TryGetValue(root, out var first) ? first : heads[root] = alarm.Id);
                if (head == alarm.Id) return null;
                parent ??= head;
            }
            return parent;
        }
    }

    private static bool IsByRule(Alarm alarm) => alarm.Sources.All(s => s.Id.StartsWith(AlarmSignal.RulePrefix, StringComparison.Ordinal));
}
