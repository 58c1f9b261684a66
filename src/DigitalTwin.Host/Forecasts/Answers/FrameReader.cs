using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Networks.Compiled;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Risk;

namespace DigitalTwin.Host.Forecasts.Answers;

/// <summary>How full nodes and links are at some times, by the median; for the map.</summary>
/// <param name="Keys">Of assets that the forecast knows.</param>
/// <param name="Fill">‰ by time and asset; −1 where it has none.</param>
/// <param name="Level">0–4 by time and asset, as the local rules grade such a level.</param>
/// <param name="Overflow">By time: indices of assets that overflow.</param>
internal sealed record Frames(Instant IssuedAt, Instant[] Times, int[] Keys, short[][] Fill, byte[][] Level, int[][] Overflow);

/// <summary>Makes frames of what a forecast keeps: depths of nodes; a link is as full as the mean of its ends.</summary>
internal sealed class FrameReader(LocalRules rules)
{
    /// <summary>m³/s over the rim from which on it counts: what the rule of measured overflow begins at.</summary>
    private const double LeastOverflow = 0.001;

    public Frames Read(ForecastSet set, CompiledNetwork network, Instant[] times)
    {
        var assets = new List<Asset>();
        foreach (var part in set.Parts) Collect(part, network, assets);
        var (fill, level, overflow) = (new short[times.Length][], new byte[times.Length][], new int[times.Length][]);
        for (var t = 0; t < times.Length; t++)
        {
            (fill[t], level[t]) = (new short[assets.Count], new byte[assets.Count]);
            var over = new List<int>();
            var places = set.Parts.ToDictionary(p => p, p => TimePlace.Of(p.Body.Times, times[t]));
            for (var i = 0; i < assets.Count; i++)
            {
                fill[t][i] = -1;
                var asset = assets[i];
                if (places[asset.Part] is not { } at) continue;
                var value = asset.ValueAt(at);
                if (asset.Full > 0) fill[t][i] = (short)Math.Clamp(Math.Round(1000 * value / asset.Full), 0, 1000);
                level[t][i] = (byte)LevelOf(asset.Profile, value);
                if (asset.Overflow is null || at.In(asset.Overflow.P50) < LeastOverflow) continue;
                over.Add(i);
                level[t][i] = (byte)WarningLevel.Red;
            }
            overflow[t] = [.. over];
        }
        return new Frames(set.IssuedAt, times, [.. assets.Select(a => a.Key)], fill, level, overflow);
    }

    /// <summary>What a water level means by the local rules, without their delays.</summary>
    public WarningLevel LevelOf(in AssetProfile profile, double value)
    {
        var level = WarningLevel.None;
        foreach (var rule in rules.Of(profile.Kind, Quantity.Level))
            if (rule.Quantity == Quantity.Level && rule.While is null && rule.Judge(profile, value, null, WarningLevel.None) is var judged && judged > level) level = judged;
        return level;
    }

    private static void Collect(KeptForecast part, CompiledNetwork network, List<Asset> assets)
    {
        var depth = new KeptColumn?[network.NodeCount];
        foreach (var column in part.Body.Columns)
        {
            if (column.Quantity != Quantity.Level || !network.TryFind(column.Asset, out var element) || element.IsLink) continue;
            depth[element.Index] = column;
            var profile = AssetProfile.Of(network, column.Asset, network.Nodes.Kind[element.Index]);
            assets.Add(new Asset(part, column.Asset.Value, profile, profile.FullDepth, column, null, 0, 0, part.Body.Find(column.Asset, Quantity.Overflow)));
        }
        for (var link = 0; link < network.LinkCount; link++)
        {
            if (depth[network.Links.From[link]] is not { } from || depth[network.Links.To[link]] is not { } to) continue;
            var (key, kind) = (new AssetKey(network.Links.Key[link]), network.Links.Kind[link]);
            var profile = AssetProfile.Of(network, key, kind);
            if (kind == AssetKind.PumpStation) assets.Add(new Asset(part, key.Value, profile, profile.FullDepth, from, null, 0, 0, null));
            else if (kind == AssetKind.PipeSegment) assets.Add(new Asset(part, key.Value, profile, network.Links.Height[link], from, to, network.Links.FromOffset[link], network.Links.ToOffset[link], null));
        }
    }

    /// <param name="Full">m that count as full; 0 where unknown.</param>
    /// <param name="To">The other end of a pipe; null for what has one depth.</param>
    private sealed record Asset(KeptForecast Part, int Key, AssetProfile Profile, double Full, KeptColumn From, KeptColumn? To, double FromOffset, double ToOffset, KeptColumn? Overflow)
    {
        public double ValueAt(TimePlace at) => To is null ? at.In(From.P50) : (Math.Max(0, at.In(From.P50) - FromOffset) + Math.Max(0, at.In(To.P50) - ToOffset)) / 2;
    }
}
