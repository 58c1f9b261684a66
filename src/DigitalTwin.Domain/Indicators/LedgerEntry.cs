using DigitalTwin.Domain.Indicators.Formulas;

namespace DigitalTwin.Domain.Indicators;

public enum LedgerGrade : byte { None, Poor, Fair, Good }

/// <summary>How far a figure can be trusted.</summary>
/// <param name="Coverage">Mean over the measured values of the share of hours with valid readings; null where nothing was measured.</param>
/// <param name="Measured">Share of measured values among those measured or entered, 0–1.</param>
/// <param name="Gaps">Months of inputs in which a value that should have been there is not.</param>
public sealed record LedgerQuality(LedgerGrade Grade, double? Coverage, double Measured, double Entered, int Gaps)
{
    private const double GoodShare = 0.95, GoodCoverage = 0.9, FairShare = 0.75;

    public static LedgerQuality Of(double? value, IReadOnlyList<LedgerInput> inputs, IReadOnlyList<MissingInput> missing)
    {
        var items = inputs.SelectMany(i => i.Items).Where(i => i.Source is ItemSource.Measured or ItemSource.Entered).ToArray();
        var measured = items.Where(i => i.Source == ItemSource.Measured).ToArray();
        double? coverage = measured.Length > 0 ? measured.Average(i => i.Coverage ?? 0) : null;
        // By input and month: of one month that is not known it does not matter how many meters it lacks.
        var lacking = missing.Where(m => m.Why != MissingReason.MonthDoesNotCount).Select(m => (m.Input, m.Month)).ToHashSet();
        var gaps = lacking.Count;
        var all = inputs.SelectMany(i => i.Items.Select(item => (i.Name, item.Month))).Concat(lacking.Select(g => (g.Input, g.Month))).Distinct().Count();
        var there = all == 0 ? 0 : 1 - (double)gaps / all;
        var grade = value is null ? LedgerGrade.None : there >= GoodShare && coverage is null or >= GoodCoverage ? LedgerGrade.Good : there >= FairShare ? LedgerGrade.Fair : LedgerGrade.Poor;
        var share = items.Length == 0 ? 0 : (double)measured.Length / items.Length;
        return new LedgerQuality(grade, coverage, share, items.Length == 0 ? 0 : 1 - share, gaps);
    }
}

/// <summary>What a figure is of one asset alone.</summary>
public sealed record LedgerPart(string Asset, double Value, bool Breaches);

/// <summary>A figure with all that it was made of: whoever has it can compute it again.</summary>
/// <param name="Why">Why there is no value.</param>
public sealed record LedgerEntry(string Indicator, string Period, string Formula, IReadOnlyList<LedgerInput> Inputs, double? Value, string? Why, IReadOnlyList<MissingInput> Missing, LedgerQuality Quality, IReadOnlyList<LedgerPart> Parts)
{
    /// <summary>The figure from its own formula and inputs alone.</summary>
    public FormulaResult Recompute() => Formulas.Formula.Parse(Formula).Evaluate(Values());

    /// <summary>Its formula with the numbers put in.</summary>
    public string Filled() => Formulas.Formula.Parse(Formula).Fill(Values());

    /// <summary>Whether two say the same of the same; when it was computed does not matter.</summary>
    public bool SaysAs(LedgerEntry other) => Indicator == other.Indicator && Period == other.Period && Formula == other.Formula && Nullable.Equals(Value, other.Value) && Inputs.SelectMany(i => i.Items).SequenceEqual(other.Inputs.SelectMany(i => i.Items));

    private Dictionary<string, FormulaValue> Values() => Values(Inputs, null);

    /// <param name="asset">Only items of this asset, and those of no asset; null for all.</param>
    internal static Dictionary<string, FormulaValue> Values(IEnumerable<LedgerInput> inputs, string? asset) => inputs.ToDictionary(i => i.Name, i =>
        i.IsList ? FormulaValue.Of(i.Items.Where(item => asset is null || item.Asset == asset || item.Asset is null).ToDictionary(item => item.Key, item => item.Value))
        : i.Items.Count > 0 ? FormulaValue.Of(i.Items[0].Value) : new FormulaValue(null, null));
}
