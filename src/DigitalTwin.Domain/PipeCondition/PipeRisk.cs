namespace DigitalTwin.Domain.PipeCondition;

/// <summary>What hangs on a pipe: what lies above it and would back up, and what lies below it and would go without.</summary>
/// <param name="ServedShare">Share of the network's dry-weather flow that passes it, 0–1.</param>
/// <param name="Intakes">Reuse intakes that get their water through it.</param>
/// <param name="ReuseShare">Share of the design flow of all intakes that would stop, 0–1.</param>
public sealed record PipeConsequence(double ServedShare, int Drainers, int Intakes, double ReuseShare, string Importance);

/// <summary>Likelihood times consequence, each 0–10, so that a risk is 0–100.</summary>
/// <param name="IsInspected">Whether the likelihood rests on an inspection; else on age and material alone.</param>
public sealed record PipeRisk(double Likelihood, double Consequence, bool IsInspected)
{
    public double Score => Likelihood * Consequence;
}

/// <summary>How risk is reckoned (<c>pipe-risk.json</c>). A platform's own choice, not of a standard, and told as such.</summary>
public sealed class RiskRules
{
    private readonly Dictionary<string, double> _lives, _importance;
    private readonly double _defaultLife, _uninspectedTop, _servedWeight, _reuseWeight, _importanceWeight, _drainerEach, _drainerTop;

    private RiskRules(System.Text.Json.JsonElement root)
    {
        double Number(string name) => root.GetProperty(name).GetDouble();
        _lives = root.GetProperty("serviceLifeYears").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        _importance = root.GetProperty("importance").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        (_defaultLife, _uninspectedTop, _servedWeight, _reuseWeight, _importanceWeight) = (Number("defaultLifeYears"), Number("uninspectedTop"), Number("servedWeight"), Number("reuseWeight"), Number("importanceWeight"));
        (_drainerEach, _drainerTop, UnitCosts) = (Number("drainerEach"), Number("drainerTop"), new RenewalCosts(Number("wholePerMetreAndMetre"), Number("wholePerMetre"), Number("localEach"), Number("cleanPerMetre")));
    }

    public static RiskRules Default { get; } = Load();

    public RenewalCosts UnitCosts { get; }

    /// <summary>0–10. An inspected pipe by RI or MI, whichever is graver; another by the share of its service life that is gone, up to a middling value: nobody looked.</summary>
    public double Likelihood(PipeScore? score, double? ageYears, string? material)
    {
        if (score is not null) return Math.Min(10, Math.Max(score.Structural.Index, score.Functional.Index));
        var life = material is not null && _lives.TryGetValue(material, out var own) ? own : _defaultLife;
        return _uninspectedTop * Math.Clamp((ageYears ?? life / 2) / life, 0, 1);
    }

    /// <summary>0–10: who is served, what reuse would stop, and what lies above ground.</summary>
    public double Consequence(PipeConsequence c) => Math.Min(10, _servedWeight * Math.Sqrt(Math.Clamp(c.ServedShare, 0, 1)) + _reuseWeight * Math.Sqrt(Math.Clamp(c.ReuseShare, 0, 1))
        + _importanceWeight * _importance.GetValueOrDefault(c.Importance) + Math.Min(_drainerTop, _drainerEach * c.Drainers));

    public PipeRisk Of(PipeScore? score, double? ageYears, string? material, PipeConsequence consequence) => new(Likelihood(score, ageYears, material), Consequence(consequence), score is not null);

    private static RiskRules Load()
    {
        using var document = EmbeddedData.Open("pipe-risk.json");
        return new RiskRules(document.RootElement);
    }
}

/// <summary>What works cost, 10⁴ CNY: a whole renewal per metre of length and of diameter, with a part per metre; a local repair each; cleaning per metre.</summary>
public sealed record RenewalCosts(double WholePerMetreAndMetre, double WholePerMetre, double LocalEach, double CleanPerMetre);
