using DigitalTwin.Contracts;
using DigitalTwin.Domain.Readings;
using Orleans;

namespace DigitalTwin.Ingest.Dispatch;

/// <summary>Flows and levels of one round by catchment; travel times follow them.</summary>
internal sealed class CatchmentFlows(IGrainFactory grains, FindCatchment catchmentOf)
{
    private readonly Dictionary<string, Columns> _byCatchment = [];
    // Neighbours in a batch mostly lie in one catchment.
    private string? _lastCatchment;
    private Columns? _lastColumns;

    public void Add(in Reading reading)
    {
        if (reading.Quantity != Quantity.Flow && reading.Quantity != Quantity.Level) return;
        if (!reading.Quality.IsUsable() || catchmentOf(reading.Asset) is not { } catchment) return;
        var columns = ReferenceEquals(catchment, _lastCatchment) ? _lastColumns! : ColumnsOf(catchment);
        columns.Assets.Add(reading.Asset.Value);
        columns.Quantities.Add(reading.Quantity.Code);
        columns.Values.Add(reading.Value);
        columns.At.Add(reading.At.UnixMilliseconds);
    }

    private Columns ColumnsOf(string catchment)
    {
        if (!_byCatchment.TryGetValue(catchment, out var columns))
            _byCatchment[catchment] = columns = new Columns(grains.GetGrain<IRiskGrain>(catchment));
        (_lastCatchment, _lastColumns) = (catchment, columns);
        return columns;
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
