using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.WhatIfs;

/// <summary>The what-ifs that people have asked for: facts, the kept ones in memory. What was queued or ran when the server ended is queued again.</summary>
internal sealed class WhatIfBook(IFactLog facts, IForecastArchive archive, CityClock clock, ForecastOptions options)
{
    public const string Stream = "whatifs";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, WhatIfRecord> _records = [];
    private int _made;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<WhatIfRecord> All
    {
        get { lock (_records) return [.. _records.Values.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id, StringComparer.Ordinal)]; }
    }

    public WhatIfRecord? Find(string id)
    {
        lock (_records) return _records.GetValueOrDefault(id);
    }

    public async Task Load(CancellationToken cancel)
    {
        foreach (var fact in await facts.Open(Stream, null, cancel))
        {
            var record = JsonSerializer.Deserialize<WhatIfRecord>(fact.Body.Span, Json)!;
            lock (_records) _records[record.Id] = record.Status is WhatIfStatus.Queued or WhatIfStatus.Running ? record with { Status = WhatIfStatus.Queued } : record;
        }
    }

    /// <summary>The oldest that waits; null where none does.</summary>
    public WhatIfRecord? NextQueued() => All.LastOrDefault(r => r.Status == WhatIfStatus.Queued);

    /// <summary>Null where as many wait as may.</summary>
    public async Task<WhatIfRecord?> Make(string network, string title, int horizonMinutes, IReadOnlyList<WhatIfChange> changes, string who, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            if (All.Count(r => r.Status is WhatIfStatus.Queued or WhatIfStatus.Running) >= options.MostQueued) return null;
            var now = clock.Now;
            var record = new WhatIfRecord(FormattableString.Invariant($"w{now.UnixMilliseconds}-{++_made}"), network, title, horizonMinutes, changes, who, now.UnixMilliseconds, WhatIfStatus.Queued, null, [], null);
            await Keep(record, cancel);
            foreach (var old in All.Where(r => r.Status is WhatIfStatus.Ready or WhatIfStatus.Failed).Skip(Math.Max(0, options.MostWhatIfs - 1)).ToArray()) await Forget(old, cancel);
            return record;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Goes on to a new version, unless it was removed meanwhile.</summary>
    public async Task<bool> Change(WhatIfRecord record, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            if (Find(record.Id) is null) return false;
            await Keep(record, cancel);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>False where there is none.</summary>
    public async Task<bool> Remove(string id, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            if (Find(id) is not { } record) return false;
            await Forget(record, cancel);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task Keep(WhatIfRecord record, CancellationToken cancel)
    {
        await Write(record, closes: false, cancel);
        lock (_records) _records[record.Id] = record;
    }

    private async Task Forget(WhatIfRecord record, CancellationToken cancel)
    {
        await Write(record with { IsRemoved = true }, closes: true, cancel);
        lock (_records) _records.Remove(record.Id);
        await archive.Remove(record.Id, cancel);
        await archive.Remove(WhatIfRecord.BaseOf(record.Id), cancel);
    }

    private Task Write(WhatIfRecord record, bool closes, CancellationToken cancel) =>
        facts.AppendToSpan(Stream, record.Id, new Instant(record.CreatedAt), clock.Now, JsonSerializer.SerializeToUtf8Bytes(record, Json), closes, cancel: cancel);
}
