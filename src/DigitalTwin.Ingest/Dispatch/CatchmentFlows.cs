using DigitalTwin.Contracts;
using DigitalTwin.Domain.Readings;
using Orleans;

namespace DigitalTwin.Ingest.Dispatch;

/// <summary>Flows and levels of one round by catchment; travel times follow them.</summary>
internal sealed class CatchmentFlows(IGrainFactory grains, FindCatchment catchmentOf)
{
    private readonly Dictionary<string, Columns> _byCatchment = [];

    public void Add(in Reading reading)
    {
        if (reading.Quantity != Quantity.Flow && reading.Quantity != Quantity.Level) return;
        if (!reading.Quality.IsUsable() || catchmentOf(reading.Asset) is not { } catchment) return;
        if (!_byCatchment.TryGetValue(catchment, out var columns))
            _byCatchment[catchment] = columns = new Columns(grains.GetGrain<IRiskGrain>(catchment));
        columns.Assets.Add(reading.Asset.Value);
        columns.Quantities.Add(reading.Quantity.Code);
        columns.Values.Add(reading.Value);
        columns.At.Add(reading.At.UnixMilliseconds);
    }

    /// <summary>One call a catchment, one way: a lost batch is made good by the next one.</summary>
    public async Task Send()
    {
        foreach (var columns in _byCatchment.Values)
        {
            if (columns.Assets.Count == 0) continue;
            var batch = new FlowBatch([.. columns.Assets], [.. columns.Quantities], [.. columns.Values], [.. columns.At]);
            columns.Clear();
            await columns.Grain.ObserveFlows(batch);
        }
    }

    private sealed record Columns(IRiskGrain Grain)
    {
        public readonly List<int> Assets = [];
        public readonly List<ushort> Quantities = [];
        public readonly List<double> Values = [];
        public readonly List<long> At = [];

        public void Clear()
        {
            Assets.Clear();
            Quantities.Clear();
            Values.Clear();
            At.Clear();
        }
    }
}
