using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Indicators;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.City.Statistics;

/// <summary>One entry of the demo city's statistical office.</summary>
/// <param name="LocalId">Null for one of the whole city.</param>
public sealed record CityStatistic(string Id, string? LocalId, LedgerPeriod Period, double Value);

/// <summary>Plausible statistics of the demo city's past, from its seed: a plant with thin sewage, a summer of irrigation, reuse that grows. Fictional, like the city.</summary>
public static class CityStatistics
{
    private const double BodPerPerson = 45, CollectionRate = 0.66, TreatmentRate = 0.985;
    /// <summary>Of 80 % moisture, t for each 10⁴ m³ treated.</summary>
    private const double SludgePerTenThousand = 5.6;

    /// <summary>Each month from <paramref name="first"/> until before <paramref name="end"/>, and what is entered by year.</summary>
    public static IEnumerable<CityStatistic> Of(Network city, int seed, LedgerPeriod first, LedgerPeriod end)
    {
        var plants = city.Nodes.Where(n => n is { Kind: AssetKind.TreatmentPlant, DesignFlow: > 0 }).ToArray();
        var random = new SeededRandom(SeededRandom.Mix((ulong)seed ^ 0x57A7));
        double Around(double spread) => 1 + spread * Math.Clamp(random.NextNormal(), -2, 2);
        var load = 0.0;
        for (var month = first; month.CompareTo(end) < 0; month = month.AddMonths(1))
        {
            var (treated, growth) = (0.0, 1 + 0.03 * (month.Year - first.Year) + 0.0025 * month.Month);
            for (var i = 0; i < plants.Length; i++)
            {
                // Summer rain fills the sewers and thins what they carry.
                var rain = month.Month is >= 6 and <= 9 ? 1.12 : 1;
                var volume = Math.Round(plants[i].DesignFlow * 86_400 * month.Days * (i % 2 == 0 ? 0.84 : 0.68) * rain * growth * Around(0.02));
                var bod = Math.Round((i % 2 == 0 ? 138 : 96) / (1 + 0.7 * (rain - 1)) * Around(0.03), 1);
                yield return new CityStatistic("plantInflow", plants[i].LocalId, month, volume);
                yield return new CityStatistic("influentBod5", plants[i].LocalId, month, bod);
                treated += volume;
                if (month.Year == first.Year) load += volume * bod;
            }
            yield return new CityStatistic("sewageDischarged", null, month, Math.Round(treated / TreatmentRate * Around(0.004)));
            foreach (var (id, uses, season) in Uses(month.Month))
                yield return new CityStatistic(id, null, month, Math.Round(city.Nodes.Where(n => n.Kind == AssetKind.ReuseIntake && n.Attributes.TryGetValue("use", out var use) && uses.Contains(use)).Sum(n => n.DesignFlow) * 86_400 * month.Days * season * growth * Around(0.04)));
            var sludge = Math.Round(treated / 10_000 * SludgePerTenThousand * Around(0.05), 1);
            yield return new CityStatistic("sludgeProduced", null, month, sludge);
            yield return new CityStatistic("sludgeHarmless", null, month, Math.Round(sludge * (0.982 + 0.012 * random.NextUnit()), 1));
            yield return new CityStatistic("sludgeLandfilled", null, month, Math.Round(sludge * (month.Year == first.Year ? 0.06 : 0.015) * random.NextUnit(), 1));
            var events = month.Month is >= 5 and <= 9 ? 1 + random.Below(5) : random.Below(2);
            yield return new CityStatistic("overflowEvents", null, month, events);
            yield return new CityStatistic("overflowVolume", null, month, Math.Round(events * random.Between(300, 1500)));
        }
        var days = Enumerable.Range(1, 12).Select(m => new LedgerPeriod(first.Year, m)).Where(m => m.CompareTo(first) >= 0 && m.CompareTo(end) < 0).Sum(m => m.Days);
        for (var year = first.Year; year <= end.Year; year++)
            foreach (var (id, value) in Yearly(year - first.Year, days > 0 ? load / days / (BodPerPerson * CollectionRate) : 100_000, city)) yield return new CityStatistic(id, null, new LedgerPeriod(year, 0), value);
    }

    private static IEnumerable<(string Id, string[] Uses, double Season)> Uses(int month)
    {
        yield return ("reuseIndustry", ["industrialCooling"], month is >= 6 and <= 8 ? 0.98 : 0.9);
        yield return ("reuseUrban", ["municipal", "greening"], month is >= 4 and <= 10 ? 1.1 : 0.55);
        yield return ("reuseEcology", ["landscape"], month is >= 3 and <= 11 ? 0.95 : 0.4);
        yield return ("reuseIrrigation", ["irrigation"], month switch { >= 4 and <= 6 => 1.7, >= 7 and <= 9 => 1.1, 3 or 10 => 0.6, _ => 0 });
    }

    private static IEnumerable<(string Id, double Value)> Yearly(int years, double people, Network city)
    {
        yield return ("population", Math.Round(people * (1 + 0.012 * years) / 100) * 100);
        var mains = city.Links.Where(l => l is { Kind: AssetKind.PipeSegment, Class: PipeClass.Reclaimed }).Sum(l => l.Length) / 1000;
        yield return ("builtUpArea", Math.Round(mains / 0.74 * (1 + 0.01 * years), 2));
        yield return ("newReclaimedPipe", Math.Round(mains * (0.05 + 0.01 * years), 2));
        yield return ("renewedSewer", Math.Round(city.Links.Where(l => l is { Kind: AssetKind.PipeSegment, Class: PipeClass.Sewer or PipeClass.Combined }).Sum(l => l.Length) / 1000 * 0.02, 2));
        // The prefecture's floors, handed down in proportion.
        var yearly = Uses(6).Select(u => (u.Id, Flow: city.Nodes.Where(n => n.Kind == AssetKind.ReuseIntake && n.Attributes.TryGetValue("use", out var use) && u.Uses.Contains(use)).Sum(n => n.DesignFlow) * 86_400 * 365 / 10_000)).ToArray();
        foreach (var (id, flow) in yearly) yield return ($"target.{id}", Math.Round(flow * (0.82 + 0.07 * years)));
        yield return ("target.reuseTotal", Math.Round(yearly.Sum(y => y.Flow) * (0.8 + 0.07 * years)));
        yield return ("target.treatmentCapacity", Math.Round(city.Nodes.Where(n => n.Kind == AssetKind.TreatmentPlant).Sum(n => n.DesignFlow) * 86_400 / 10_000, 1));
        yield return ("target.newReclaimedPipe", Math.Round(mains * 0.055, 1));
    }
}
