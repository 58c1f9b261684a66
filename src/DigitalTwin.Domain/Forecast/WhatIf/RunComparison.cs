using DigitalTwin.Domain.Forecast.Ensemble;

namespace DigitalTwin.Domain.Forecast.WhatIf;

/// <summary>What differs between two runs of one part.</summary>
/// <param name="OverflowVolume">Median over the members, m³.</param>
/// <param name="NodesFlooding">Nodes that lose water in the median member.</param>
/// <param name="Nodes">Nodes that differ, most overflow gained or lost first, then most depth.</param>
public sealed record RunComparison(Pair OverflowVolume, Pair NodesFlooding, IReadOnlyList<NodeDifference> Nodes)
{
    private const double LeastDepth = 0.02; // m
    private const double LeastVolume = 0.1; // m³

    /// <exception cref="ArgumentException">The runs are of different parts.</exception>
    public static RunComparison Of(EnsembleForecast without, EnsembleForecast with)
    {
        var count = without.Model.Hydraulics.NodeCount;
        if (with.Model.Hydraulics.NodeCount != count) throw new ArgumentException("Runs of different parts cannot be compared.", nameof(with));
        var nodes = new List<NodeDifference>();
        var (floodingWithout, floodingWith) = (0, 0);
        for (var n = 0; n < count; n++)
        {
            var (depth, volume) = (new Pair(Depth(without, n), Depth(with, n)), new Pair(Volume(without, n), Volume(with, n)));
            if (volume.Base > LeastVolume) floodingWithout++;
            if (volume.Run > LeastVolume) floodingWith++;
            if (Math.Abs(depth.Change) >= LeastDepth || Math.Abs(volume.Change) >= LeastVolume) nodes.Add(new(n, without.Model.Network.Nodes[n].LocalId, depth, volume));
        }
        nodes.Sort((a, b) => (-Math.Abs(a.OverflowVolume.Change), -Math.Abs(a.GreatestDepth.Change), a.Node).CompareTo((-Math.Abs(b.OverflowVolume.Change), -Math.Abs(b.GreatestDepth.Change), b.Node)));
        return new(new(without.OverflowVolume.P50, with.OverflowVolume.P50), new(floodingWithout, floodingWith), nodes);
    }

    private static double Depth(EnsembleForecast f, int node) => Spread.Of(f.Runs.Select(r => r.Nodes[node].GreatestDepth)).P50;

    private static double Volume(EnsembleForecast f, int node) => Spread.Of(f.Runs.Select(r => r.Nodes[node].OverflowVolume)).P50;
}

/// <summary>The same number without and with the changes.</summary>
public readonly record struct Pair(double Base, double Run)
{
    public double Change => Run - Base;
}

/// <param name="GreatestDepth">m over the horizon.</param>
/// <param name="OverflowVolume">m³ over the horizon.</param>
public sealed record NodeDifference(int Node, string Asset, Pair GreatestDepth, Pair OverflowVolume);
