using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Inp;

/// <summary>[PATTERNS] of both programs: multipliers over as many lines as they need.</summary>
internal static class InpPatterns
{
    /// <param name="namesType">SWMM writes HOURLY, DAILY, MONTHLY or WEEKEND on a pattern's first line; EPANET has one kind, by its pattern time step.</param>
    public static void Read(IReadOnlyList<InpLine> lines, InpRows rows, NetworkDraft draft, bool namesType)
    {
        foreach (var line in lines)
        {
            var typed = namesType && line.Has(1) && !InpLine.TryNumber(line[1], out _);
            if (!draft.Patterns.TryGetValue(line.Id, out var pattern))
            {
                draft.Patterns[line.Id] = pattern = new Pattern(typed ? line[1].ToUpperInvariant() : namesType ? "HOURLY" : "STEPS", new List<double>());
                draft.Report.CountElement(line.Section);
            }
            for (var i = typed ? 2 : 1; i < line.Fields.Length; i++)
                if (rows.TryNumber(line, i, $"multiplier {i}", out var value)) ((List<double>)pattern.Multipliers).Add(value);
        }
    }
}
