using System.Text.Json;
using DigitalTwin.Contracts;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Grains.Networks;

namespace DigitalTwin.Grains.Risk;

/// <summary>What all risk grains of a silo share.</summary>
public sealed class RiskGrainServices(IRegistry registry, NetworkCatalogue catalogue, IFactLog facts, CityClock clock)
{
    /// <summary>Stream of the fact log that holds every version of every warning, as JSON of <see cref="WarningRecord"/>.</summary>
    public const string WarningStream = "warnings";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    internal WarningRecords Records { get; } = new(registry);

    public NetworkCatalogue Catalogue => catalogue;
    public CityClock Clock => clock;

    public Task Append(WarningRecord warning) => facts.AppendToSpan(WarningStream, warning.Id, new Instant(warning.Cause.Since), new Instant(warning.KnownAt),
        JsonSerializer.SerializeToUtf8Bytes(warning, Json), closes: warning.EndedAt is not null);

    /// <summary>A fact of the stream, read back.</summary>
    public static WarningRecord Read(Fact fact) => JsonSerializer.Deserialize<WarningRecord>(fact.Body.Span, Json) ?? throw new InvalidOperationException($"Fact {fact.Sequence} holds no warning.");
}
