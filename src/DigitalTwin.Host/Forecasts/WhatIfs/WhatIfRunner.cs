using System.Diagnostics;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Forecast.Ensemble;
using DigitalTwin.Domain.Forecast.Events;
using DigitalTwin.Domain.Forecast.WhatIf;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Background;
using DigitalTwin.Host.Forecasts.Running;

namespace DigitalTwin.Host.Forecasts.WhatIfs;

/// <summary>Computes what-ifs beside the live forecasts, one after the other, in turns with them.</summary>
internal sealed class WhatIfRunner(WhatIfBook book, ForecastDesk desk, KeptBuilder kept, IForecastArchive archive, CityClock clock, TimeProvider time, ILogger<WhatIfRunner> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private const int MostDifferences = 60;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await book.Load(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Run(time, Look, log, "A what-if was not run", Round, stoppingToken);

    private async Task Round(CancellationToken cancel)
    {
        while (book.NextQueued() is { } next && !cancel.IsCancellationRequested)
        {
            var running = next with { Status = WhatIfStatus.Running };
            if (!await book.Change(running, cancel)) continue;
            try
            {
                await book.Change(await Run(running, cancel), cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                if (e is not (ImpossibleChangeException or NothingToChangeException)) log.LogError(e, "What-if {Id} could not be computed.", next.Id);
                await book.Change(running with { Status = WhatIfStatus.Failed, Message = new($"推演失败：{e.Message}", e.Message) }, cancel);
            }
        }
    }

    private async Task<WhatIfRecord> Run(WhatIfRecord asked, CancellationToken cancel)
    {
        var (bases, differences) = (new List<string>(), new List<WhatIfDifference>());
        var (overflow, flooding) = (new BaseAndRun(0, 0), new BaseAndRun(0, 0));
        var touched = false;
        foreach (var id in await Parts(asked, cancel))
        {
            if (book.Find(asked.Id) is null) break; // Removed meanwhile.
            if (await Part(asked, id, cancel) is not { } outcome) continue;
            touched = true;
            bases.Add(outcome.Base.Head.Id);
            await archive.Save(outcome.Base, cancel);
            await archive.Save(outcome.Changed, cancel);
            var compared = outcome.Compared;
            overflow = new(overflow.Base + compared.OverflowVolume.Base, overflow.Run + compared.OverflowVolume.Run);
            flooding = new(flooding.Base + compared.NodesFlooding.Base, flooding.Run + compared.NodesFlooding.Run);
            differences.AddRange(outcome.Differences);
        }
        if (!touched) throw new NothingToChangeException("No part of the network that can be forecast has what is to be changed.");
        // What overflows counts before what only stands higher.
        var told = differences.OrderByDescending(d => d.Unit == "m3").ThenByDescending(d => Math.Abs(d.Run - d.Base)).Take(MostDifferences).ToArray();
        return asked with { Status = WhatIfStatus.Ready, Bases = bases, Summary = new WhatIfSummary(Rounded(overflow), flooding, told) };
    }

    private async Task<string[]> Parts(WhatIfRecord asked, CancellationToken cancel)
    {
        await desk.Turn.WaitAsync(cancel);
        try
        {
            var network = desk.Find(asked.Network) ?? throw new NothingToChangeException($"Network '{asked.Network}' is no more.");
            return await Computing.Run(() => network.Parts.Where(p => WhatIfChanges.For(p, asked.Changes).Count > 0).Select(p => p.Part.Id).ToArray());
        }
        finally
        {
            desk.Turn.Release();
        }
    }

    private async Task<Outcome?> Part(WhatIfRecord asked, string id, CancellationToken cancel)
    {
        await desk.Turn.WaitAsync(cancel);
        try
        {
            if (desk.Find(asked.Network) is not { } network || network.Parts.FirstOrDefault(p => p.Part.Id == id) is not { } part) return null;
            desk.TakeReadings(network);
            if (!part.HasBegun) await desk.Issue(network, part, mayHold: false, cancel);
            return await Computing.Run(() =>
            {
                var watch = Stopwatch.StartNew();
                var ensemble = part.Ensemble with { Horizon = TimeSpan.FromMinutes(asked.HorizonMinutes) };
                var (without, with) = WhatIfRun.Compute(part.Model, part.State!, part.Outlook(network.Rain), WhatIfChanges.For(part, asked.Changes), ensemble, cancel);
                return new Outcome(Keep(network, part, without, WhatIfRecord.BaseOf(asked.Id), watch.Elapsed), Keep(network, part, with, asked.Id, watch.Elapsed), RunComparison.Of(without, with), [.. Differences(asked.Network, without, with)]);
            });
        }
        finally
        {
            desk.Turn.Release();
        }
    }

    private KeptForecast Keep(NetworkRun network, PartRun part, EnsembleForecast forecast, string whatIf, TimeSpan took)
    {
        var name = network.Network.Name;
        var head = kept.Head(network, part, forecast, null, clock.Now, took) with
        {
            Id = $"{whatIf.Replace('/', '.')}.{part.Part.Id}", WhatIf = whatIf, Events = [.. EventFinder.Find(forecast).Select(e => KeptEvents.Of(name, e, [], network.Times))],
        };
        return new KeptForecast(head, kept.Body(name, forecast, network.Times), KeptSeries.Empty);
    }

    private static IEnumerable<WhatIfDifference> Differences(string network, EnsembleForecast without, EnsembleForecast with)
    {
        string Id(string local) => new AssetId(network, local).Value;
        foreach (var node in RunComparison.Of(without, with).Nodes)
            yield return Math.Abs(node.OverflowVolume.Change) >= 0.1
                ? new WhatIfDifference(Id(node.Asset), "overflowVolume", "m3", Math.Round(node.OverflowVolume.Base, 2), Math.Round(node.OverflowVolume.Run, 2))
                : new WhatIfDifference(Id(node.Asset), "level", "m", Math.Round(node.GreatestDepth.Base, 3), Math.Round(node.GreatestDepth.Run, 3));
        for (var e = 0; e < without.Ends.Count; e++)
        {
            var (old, changed) = (without.EndInflow.P50.Max(row => row[e]), with.EndInflow.P50.Max(row => row[e]));
            if (Math.Abs(changed - old) > 0.001) yield return new WhatIfDifference(Id(without.Model.Network.Nodes[without.Ends[e]].LocalId), "flow", "m3/s", Math.Round(old, 4), Math.Round(changed, 4));
        }
    }

    private static BaseAndRun Rounded(BaseAndRun v) => new(Math.Round(v.Base, 2), Math.Round(v.Run, 2));

    private sealed record Outcome(KeptForecast Base, KeptForecast Changed, RunComparison Compared, IReadOnlyList<WhatIfDifference> Differences);
}

/// <summary>What is to be changed is nowhere in what is forecast.</summary>
internal sealed class NothingToChangeException(string message) : Exception(message);
