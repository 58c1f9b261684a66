namespace DigitalTwin.Domain.PipeCondition;

public enum RenewalWork : byte { Clean, Local, Whole }

/// <summary>One work on one pipe that could be done.</summary>
/// <param name="Cost">10⁴ CNY, more than 0.</param>
/// <param name="Benefit">Risk that it takes away, of 0–100.</param>
public sealed record RenewalOption(string Asset, RenewalWork Work, double Cost, double Benefit);

/// <summary>By what a plan chooses.</summary>
public enum RenewalStrategy : byte
{
    /// <summary>Most risk taken away for the money.</summary>
    BenefitPerCost,
    /// <summary>The greatest risk first, whatever it costs.</summary>
    WorstFirst,
    /// <summary>As many pipes as can be paid.</summary>
    CheapestFirst,
}

/// <summary>What is done under a budget.</summary>
/// <param name="Chosen">In the order chosen.</param>
/// <param name="Bound">No choice of works under this budget takes away more than this.</param>
public sealed record RenewalPlan(RenewalStrategy Strategy, double Budget, IReadOnlyList<RenewalOption> Chosen, double Cost, double Benefit, double Bound)
{
    /// <summary>The share of the bound that the plan reaches: the best there is reaches no more than 1.</summary>
    public double Share => Bound > 0 ? Benefit / Bound : 1;

    /// <summary>Greedy: takes options in the strategy's order while they can be paid, one a pipe. By benefit for cost the single best option is taken instead where that alone does more, which makes it at least half of the best.</summary>
    /// <remarks>The bound is the linear relaxation of the choice (Dantzig 1957): works in order of benefit for cost, the last one in part.</remarks>
    public static RenewalPlan Make(RenewalStrategy strategy, double budget, IReadOnlyList<RenewalOption> options)
    {
        if (!(budget >= 0)) throw new ArgumentOutOfRangeException(nameof(budget), budget, "A budget is 0 or more.");
        // One work a pipe: the one that does most for its money, or with worst first the one that does most.
        var single = options.Where(o => o is { Cost: > 0, Benefit: > 0 }).GroupBy(o => o.Asset)
            .Select(g => strategy == RenewalStrategy.WorstFirst ? g.MaxBy(o => o.Benefit)! : g.MaxBy(o => o.Benefit / o.Cost)!).ToArray();
        var order = strategy switch
        {
            RenewalStrategy.WorstFirst => single.OrderByDescending(o => o.Benefit),
            RenewalStrategy.CheapestFirst => single.OrderBy(o => o.Cost),
            _ => single.OrderByDescending(o => o.Benefit / o.Cost),
        };
        var (chosen, cost) = (new List<RenewalOption>(), 0.0);
        foreach (var option in order.ThenBy(o => o.Asset, StringComparer.Ordinal))
        {
            if (cost + option.Cost > budget) continue;
            chosen.Add(option);
            cost += option.Cost;
        }
        if (strategy == RenewalStrategy.BenefitPerCost && single.Where(o => o.Cost <= budget).MaxBy(o => o.Benefit) is { } best && best.Benefit > chosen.Sum(o => o.Benefit)) (chosen, cost) = ([best], best.Cost);
        return new RenewalPlan(strategy, budget, chosen, cost, chosen.Sum(o => o.Benefit), UpperBound(options, budget));
    }

    /// <summary>Over all options at once, as if several works on a pipe added up: never less than the truth.</summary>
    private static double UpperBound(IReadOnlyList<RenewalOption> options, double budget)
    {
        var (left, bound) = (budget, 0.0);
        foreach (var option in options.Where(o => o is { Cost: > 0, Benefit: > 0 }).OrderByDescending(o => o.Benefit / o.Cost))
        {
            var share = Math.Min(1, left / option.Cost);
            bound += share * option.Benefit;
            left -= share * option.Cost;
            if (left <= 0) break;
        }
        return bound;
    }
}

/// <summary>Which works a pipe's condition calls for, what they cost, and what risk they take away.</summary>
public static class RenewalOptions
{
    /// <param name="height">m.</param>
    /// <param name="length">m.</param>
    public static IEnumerable<RenewalOption> For(string asset, PipeScore? score, PipeRisk risk, double? ageYears, double height, double length, RenewalCosts costs)
    {
        var consequence = risk.Consequence;
        if (score is null)
        {
            // Nobody looked: an old pipe can be renewed, which takes away what age makes likely.
            if (ageYears > 30) yield return new RenewalOption(asset, RenewalWork.Whole, Whole(), risk.Score);
            yield break;
        }
        var (repair, clean) = (Math.Min(10, score.Structural.Index), Math.Min(10, score.Functional.Index));
        if (score.Functional.IndexGrade > 1 && clean > repair) yield return new RenewalOption(asset, RenewalWork.Clean, Math.Max(0.01, costs.CleanPerMetre * length), (clean - repair) * consequence);
        if (score.Advice == RepairAdvice.Local) yield return new RenewalOption(asset, RenewalWork.Local, costs.LocalEach * Math.Max(1, score.Structural.Defects), Math.Max(0, risk.Likelihood - clean) * consequence);
        if (score.Advice != RepairAdvice.None) yield return new RenewalOption(asset, RenewalWork.Whole, Whole(), risk.Score);

        double Whole() => Math.Max(0.1, length * (costs.WholePerMetre + costs.WholePerMetreAndMetre * height));
    }
}
