using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Facts;

/// <summary>Things that people decide, by id, each version of which is a fact: look-ups are from memory, changes durable when they complete. For some thousand things that seldom change.</summary>
internal sealed class FactBook<T>(IFactLog facts, TimeProvider time, string stream) : IHostedService where T : class
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<string, T> _things = new(StringComparer.Ordinal);

    public ICollection<T> All => _things.Values;

    public int Count => _things.Count;

    public T? Find(string id) => _things.GetValueOrDefault(id);

    /// <summary>Makes, changes or removes one thing; others wait meanwhile.</summary>
    /// <param name="change">Gets what is, null for nothing; gives what shall be, null for nothing. The same thing changes nothing.</param>
    public async Task<T?> Change(string id, Func<T?, T?> change)
    {
        await _gate.WaitAsync();
        try
        {
            var before = Find(id);
            var after = change(before);
            if (ReferenceEquals(before, after)) return after;
            var now = Instant.From(time.GetUtcNow());
            await facts.Append(stream, id, now, now, JsonSerializer.SerializeToUtf8Bytes(after, Json));
            if (after is null) _things.TryRemove(id, out _);
            else _things[id] = after;
            return after;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var fact in await facts.LatestPerSubject(stream, null, cancellationToken))
            if (JsonSerializer.Deserialize<T>(fact.Body.Span, Json) is { } thing) _things[fact.Subject] = thing;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class FactBooks
{
    /// <summary>Read before anything that is registered later starts.</summary>
    public static void AddFactBook<T>(this IServiceCollection services, string stream) where T : class
    {
        services.AddSingleton(s => new FactBook<T>(s.GetRequiredService<IFactLog>(), s.GetRequiredService<TimeProvider>(), stream));
        services.AddHostedService(s => s.GetRequiredService<FactBook<T>>());
    }
}
