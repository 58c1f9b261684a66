using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.PipeCondition;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.City.Statistics;

/// <summary>One inspection of a pipe of the demo city.</summary>
/// <param name="DaysAgo">Before the city's start.</param>
public sealed record CityInspection(string LocalId, int DaysAgo, double Length, PipeSite Site, IReadOnlyList<Defect> Defects);

/// <summary>What a camera would have seen in some of the demo city's sewers, from its seed: older pipes are worse. Fictional, like the city.</summary>
public static class CityInspections
{
    private const double Share = 0.06;
    private const int MostPipes = 400;
    private static readonly string[] Structural = ["PL", "CK", "TJ", "SL", "FS", "BX", "AJ"], Functional = ["CJ", "JG", "SG", "ZW"], Places = ["other", "other", "carriageway", "artery", "core"];

    public static IEnumerable<CityInspection> Of(Network city, int seed)
    {
        var salt = (ulong)seed ^ 0xCC7F;
        var pipes = Enumerable.Range(0, city.Links.Count).Where(i => city.Links[i] is { Kind: AssetKind.PipeSegment, IsPressurised: false, Class: PipeClass.Sewer or PipeClass.Combined, Length: > 5 } && SeededRandom.UnitOf(salt, i) < Share);
        foreach (var i in pipes.Take(MostPipes))
        {
            var (pipe, random) = (city.Links[i], new SeededRandom(SeededRandom.Mix(salt + (ulong)i)));
            var age = pipe.Attributes.TryGetValue("yearBuilt", out var year) && int.TryParse(year, out var built) ? 2026 - built : 20;
            var defects = new List<Defect>();
            var length = Math.Round(pipe.Length, 1);
            for (var n = random.Below(1 + age / 7); n > 0; n--)
            {
                var from = Math.Round(random.Between(0, length - 1), 1);
                var code = random.Chance(0.6) ? Structural[random.Below(Structural.Length)] : Functional[random.Below(Functional.Length)];
                var worst = DefectCatalogue.Default.Find(code)!.Scores.Count(s => s is not null);
                var grade = 1 + (int)(Math.Pow(random.NextUnit(), 2.2 - Math.Min(1.4, age / 35.0)) * worst * 0.95);
                defects.Add(new Defect(code, Math.Min(worst, grade), from, code == "CJ" ? Math.Round(Math.Min(length, from + random.Between(1, 12)), 1) : null));
            }
            yield return new CityInspection(pipe.LocalId, 30 + random.Below(900), length, new PipeSite(Places[random.Below(Places.Length)], random.Chance(0.3) ? "loess12" : "ordinary"), defects);
        }
    }
}
