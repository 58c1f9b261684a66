using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Risk;

/// <summary>What a forecast says of something that is not there yet.</summary>
/// <param name="Probability">Share of the forecast's members that see it, 0–1.</param>
/// <param name="Earliest">In the first of those members.</param>
/// <param name="At">In the median one.</param>
/// <param name="Peak">When it will be worst.</param>
/// <param name="Came">It ended because it was measured.</param>
public sealed record Expectation(double Probability, Instant Earliest, Instant At, Instant Peak, bool Came = false);

/// <summary>From which probability on something expected is warned of, and from when on no more. From <c>propagation.json</c>.</summary>
/// <param name="Arm">Begins at this probability.</param>
/// <param name="Clear">Ends below this one.</param>
/// <param name="MaterialProbability">A change by so much is news.</param>
/// <param name="MaterialShift">So is a change of the time expected.</param>
/// <param name="LeastLevels">Milder than this is shown in the forecast, and not warned of.</param>
public sealed record ExpectationSettings(double Arm, double Clear, double MaterialProbability, TimeSpan MaterialShift, IReadOnlyDictionary<SymptomKind, WarningLevel> LeastLevels)
{
    public bool WarnsOf(in Symptom symptom) => symptom.Level >= LeastLevels.GetValueOrDefault(symptom.Kind, WarningLevel.Blue);
}
