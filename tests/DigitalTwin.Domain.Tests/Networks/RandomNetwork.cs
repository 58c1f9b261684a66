using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Domain.Networks.Compiled;

namespace DigitalTwin.Domain.Tests.Networks;

/// <summary>Random networks from a seed: mostly downhill, with divisions, confluences, loops, self-loops, parallel links and isolated nodes.</summary>
internal static class RandomNetwork
{
    public static CompiledNetwork Of(int seed, int maximumNodes = 60)
    {
        var random = new Random(seed);
        var count = random.Next(1, maximumNodes);
        var nodes = Enumerable.Range(0, count).Select(i => new NetworkNode
        {
            LocalId = $"n{i}",
            Kind = random.Next(20) switch { 0 => AssetKind.Outfall, 1 => AssetKind.TreatmentPlant, 2 => AssetKind.StorageTank, _ => AssetKind.Manhole },
            Position = new Position(112, 37),
            InvertElevation = random.NextDouble() * 10,
            FullDepth = random.Next(3) == 0 ? 0 : 2 + random.NextDouble(),
            StorageArea = random.Next(5) == 0 ? 50 : 0,
            DryWeatherInflow = random.Next(2) == 0 ? 0 : random.NextDouble() * 0.01,
        }).ToArray();
        var links = Enumerable.Range(0, random.Next(0, count * 2)).Select(i =>
        {
            int a = random.Next(count), b = random.Next(count);
            var back = random.Next(8) == 0; // A loop now and then.
            var kind = random.Next(10) switch { 0 => AssetKind.Weir, 1 => AssetKind.PumpStation, 2 => AssetKind.Orifice, _ => AssetKind.PipeSegment };
            return new NetworkLink
            {
                LocalId = $"l{i}", Kind = kind, From = back ? Math.Max(a, b) : Math.Min(a, b), To = back ? Math.Min(a, b) : Math.Max(a, b),
                Length = random.Next(10) == 0 ? 0 : random.NextDouble() * 200,
                Section = random.Next(10) == 0 ? CrossSection.None : CrossSection.Circle(0.2 + random.NextDouble()),
                FromOffset = random.Next(4) == 0 ? random.NextDouble() : 0,
            };
        }).ToArray();
        var network = new Network { Name = "r", Title = "r", Nodes = nodes, Links = links };
        return CompiledNetwork.Build(network, id => new AssetKey(id[0] == 'n' ? int.Parse(id[1..]) + 1 : int.Parse(id[1..]) + 1 + count));
    }
}
