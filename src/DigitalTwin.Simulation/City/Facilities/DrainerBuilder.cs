using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Simulation.City.Draft;
using DigitalTwin.Simulation.City.Plan;

namespace DigitalTwin.Simulation.City.Facilities;

/// <summary>Puts licensed dischargers beside sewers and connects each by a lateral: works in the development zone, the rest all over the city.</summary>
internal static class DrainerBuilder
{
    private const double Apart = 26;

    public static void Build(CityDraft draft, IReadOnlyList<int> manholes, int count, ulong seed)
    {
        var random = new SeededRandom(SeededRandom.Mix(seed ^ 0xD4A1));
        var works = manholes.Where(m => DevelopmentZone.Contains(draft.Outline, draft.Nodes[m].U, draft.Nodes[m].V)).ToArray();
        var town = manholes.Where(m => draft.Outline.Reach(draft.Nodes[m].U, draft.Nodes[m].V) < 0.9).ToArray();
        var uses = new Dictionary<string, int>();
        var taken = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var industrial = i % 4 == 0;
            var near = industrial && works.Length > 0 ? works : town.Length > 0 ? town : manholes;
            var host = near[random.Below(near.Count())];
            for (var tries = 0; tries < 50 && !taken.Add(host); tries++) host = near[random.Below(near.Count())];
            var kind = DrainerKind.Pick(industrial, random.NextUnit());
            Add(draft, host, kind, random, uses[kind.Key] = uses.GetValueOrDefault(kind.Key) + 1);
        }
    }

    private static void Add(CityDraft draft, int host, DrainerKind kind, SeededRandom random, int number)
    {
        var street = draft.Nodes[host];
        var aside = (random.Chance(0.5) ? 1 : -1) * Apart * random.Between(0.9, 1.5);
        var node = draft.Nodes[draft.AddNode(AssetKind.Drainer, "DR", street.U + (street.StreetRunsNorth ? aside : 5), street.V + (street.StreetRunsNorth ? 5 : aside))];
        var perDay = Math.Round(random.Between(kind.LeastFlow, kind.MostFlow));
        var turn = (number - 1) / kind.Names.Length;
        node.Name = kind.Names[(number - 1) % kind.Names.Length] + (turn > 0 ? $"（{turn + 1}）" : "");
        node.DryFlow = perDay / 86_400;
        node.Pattern = kind.Pattern;
        node.Ground = street.Ground + 0.3;
        node.Attributes = new Dictionary<string, string>
        {
            ["industry"] = kind.Key,
            ["industryName"] = kind.Chinese,
            ["permit"] = $"滨排字第{2300 + draft.Nodes.Count % 700:D4}号",
            ["permittedFlowM3PerDay"] = Math.Round(perDay * 1.3).ToString(CultureInfo.InvariantCulture),
            ["sewerLimitClass"] = "B",
        };
        draft.AddPipe(draft.Nodes.Count - 1, host, PipeClass.Sewer);
    }
}
