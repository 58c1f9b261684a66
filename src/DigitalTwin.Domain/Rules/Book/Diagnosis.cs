namespace DigitalTwin.Domain.Rules.Book;

/// <summary>How likely a cause is, given the signs.</summary>
public sealed record CauseWeight(CauseDraft Cause, double Probability);

/// <summary>A sign with what was found, and what finding out would tell.</summary>
/// <param name="Information">Expected information about the cause, bit, where it is not known yet; 0 where it is.</param>
public sealed record SignFound(SignDraft Sign, Truth Found, double Information);

/// <summary>Weighs the causes of a rule by its signs, and finds the sign worth looking at next.</summary>
/// <remarks>
/// Naive Bayes: signs count as independent given the cause, which overstates agreeing signs; the weights are practice, so the ranking is what matters.
/// The next sign is the one whose answer is expected to leave the least doubt: the largest mutual information between it and the cause.
/// </remarks>
public sealed record Diagnosis(IReadOnlyList<CauseWeight> Causes, IReadOnlyList<SignFound> Signs)
{
    private const double NotSaid = 0.5;

    /// <summary>What to measure or look at next; null where nothing open would tell anything.</summary>
    public SignFound? Next => Signs.Where(s => s.Information > 1e-6).MaxBy(s => s.Information);

    /// <param name="found">What is known of each sign of the rule, in its order.</param>
    public static Diagnosis Of(RuleDraft rule, IReadOnlyList<Truth> found)
    {
        var weights = rule.Causes.Select(c => c.Weight).ToArray();
        for (var i = 0; i < rule.Signs.Count; i++)
            if (found[i] != Truth.Unknown)
                for (var c = 0; c < weights.Length; c++) weights[c] *= found[i] == Truth.True ? Likely(rule, i, c) : 1 - Likely(rule, i, c);
        var sum = weights.Sum();
        for (var c = 0; c < weights.Length; c++) weights[c] /= sum;
        return new Diagnosis([.. rule.Causes.Select((cause, c) => new CauseWeight(cause, weights[c])).OrderByDescending(c => c.Probability)],
            [.. rule.Signs.Select((sign, i) => new SignFound(sign, found[i], found[i] == Truth.Unknown ? Information(rule, i, weights) : 0))]);
    }

    /// <summary>Entropy of the answer less what remains of it once the cause is known.</summary>
    private static double Information(RuleDraft rule, int sign, double[] causes)
    {
        var (yes, within) = (0.0, 0.0);
        for (var c = 0; c < causes.Length; c++)
        {
            yes += causes[c] * Likely(rule, sign, c);
            within += causes[c] * Entropy(Likely(rule, sign, c));
        }
        return Math.Max(0, Entropy(yes) - within);
    }

    private static double Entropy(double p) => p is <= 0 or >= 1 ? 0 : -p * Math.Log2(p) - (1 - p) * Math.Log2(1 - p);

    private static double Likely(RuleDraft rule, int sign, int cause) => rule.Signs[sign].Likely.GetValueOrDefault(rule.Causes[cause].Id, NotSaid);
}
