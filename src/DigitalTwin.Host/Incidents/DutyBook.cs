using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Duties;
using DigitalTwin.Domain.Incidents;
using DigitalTwin.Domain.People;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Incidents;

/// <summary>A duty as it stands in a city, and who set it so; version 0 where it is as delivered.</summary>
internal sealed record DutyVersion(Duty Duty, int Version, string? By, string? Reason, Instant? KnownAt);

/// <summary>Which department leads in what: as delivered, with this deployment's edits on top. Every edit is kept.</summary>
internal sealed class DutyBook(IFactLog facts, IConfiguration configuration, TimeProvider time) : IHostedService
{
    private const string Stream = "duties";
    private const int MostVersions = 10_000;

    private readonly SemaphoreSlim _turn = new(1);
    private Dictionary<string, DutyVersion> _edited = [];

    /// <summary>Which city's duties hold here: <c>DigitalTwin:DutyCity</c>.</summary>
    public string City { get; } = configuration["DigitalTwin:DutyCity"] is { Length: > 0 } city && DutyCatalogue.Default.Cities.Any(c => c.Id == city) ? city
        : configuration["DigitalTwin:DutyCity"] is { Length: > 0 } unknown ? throw new InvalidOperationException($"DigitalTwin:DutyCity is '{unknown}'; expected one of {string.Join(", ", DutyCatalogue.Default.Cities.Select(c => c.Id))}.") : DutyCatalogue.AnyCity;

    public async Task StartAsync(CancellationToken cancellationToken) => _edited = Fold(await facts.LatestPerSubject(Stream, null, cancellationToken));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public DutyVersion? Find(string topic, string? city = null) => Find(Volatile.Read(ref _edited), topic, city ?? City);

    public async Task<IReadOnlyList<DutyVersion>> All(string? city, Instant? asOf, CancellationToken cancel)
    {
        var edited = asOf is null ? Volatile.Read(ref _edited) : Fold(await facts.LatestPerSubject(Stream, asOf, cancel));
        return [.. DutyCatalogue.Default.Topics.Select(t => Find(edited, t, city ?? City)!)];
    }

    public async Task<IReadOnlyList<DutyVersion>> History(string topic, CancellationToken cancel) =>
        [.. (await facts.Read(Stream, default, new Instant(long.MaxValue), MostVersions, cancel)).Where(f => f.Subject == SubjectOf(City, topic)).Select(Read)];

    /// <returns>The version as it is now; null where somebody was quicker.</returns>
    public async Task<DutyVersion?> Save(Duty duty, int version, string by, string reason)
    {
        await _turn.WaitAsync();
        try
        {
            if (Find(duty.Topic)!.Version != version) return null;
            var next = new DutyVersion(duty with { City = City }, version + 1, by, reason, Instant.From(time.GetUtcNow()));
            await facts.Append(Stream, SubjectOf(City, duty.Topic), next.KnownAt!.Value, next.KnownAt.Value, JsonSerializer.SerializeToUtf8Bytes(next, IncidentJson.Options));
            Volatile.Write(ref _edited, new Dictionary<string, DutyVersion>(_edited) { [SubjectOf(City, duty.Topic)] = next });
            return next;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Departments known, for checks of what is edited.</summary>
    public static IReadOnlyCollection<string> Departments => [.. PeopleCatalogue.Default.Departments.Select(d => d.Id)];

    private static DutyVersion? Find(Dictionary<string, DutyVersion> edited, string topic, string city) =>
        edited.GetValueOrDefault(SubjectOf(city, topic)) ?? (DutyCatalogue.Default.Find(topic, city) is { } delivered ? new DutyVersion(delivered, 0, null, null, null) : null);

    private static Dictionary<string, DutyVersion> Fold(IEnumerable<Fact> latest) => latest.ToDictionary(f => f.Subject, Read);

    private static DutyVersion Read(Fact fact) => JsonSerializer.Deserialize<DutyVersion>(fact.Body.Span, IncidentJson.Options) ?? throw new InvalidOperationException($"Fact {fact.Sequence} holds no duty.");

    private static string SubjectOf(string city, string topic) => $"{city}/{topic}";
}
