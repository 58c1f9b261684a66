using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Laboratory;

/// <summary>What became of an entry.</summary>
public abstract record SampleOutcome
{
    private SampleOutcome() { }

    public sealed record Kept(SampleEntry Entry) : SampleOutcome;

    /// <summary>Nothing was kept; <see cref="Field"/> is at fault.</summary>
    public sealed record Refused(string Field, string Why) : SampleOutcome;

    public sealed record Busy(string Why, TimeSpan RetryAfter) : SampleOutcome;
}

/// <summary>Laboratory results: each entry is a fact with who and when, and its values are readings that come in like all others.</summary>
/// <remarks>The readings first: an entry that is on record has its values in the history. A crash between leaves values whose entry is made again, to the same end.</remarks>
public sealed class SampleBook(IRegistry registry, QuantityCatalogue quantities, ReadingIntake intake, IFactLog facts, CityClock clock)
{
    public const string Stream = "laboratory";
    public const int MaxResults = 100;
    private const int MaxText = 1000;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The newest entry of each sample as known then, the newest sample first; withdrawn ones too.</summary>
    public async Task<IReadOnlyList<SampleEntry>> Newest(string? asset, Instant? asOf, int limit, CancellationToken cancel) =>
        [.. (await facts.LatestPerSubject(Stream, asOf, cancel)).Select(Read).Where(e => asset is null || e.Sample.Asset == asset).OrderByDescending(e => e.Sample.At).Take(limit)];

    public async Task<SampleEntry?> Find(string id, Instant? asOf, CancellationToken cancel) =>
        (await facts.LatestPerSubject(Stream, asOf, cancel)).Where(f => f.Subject == id).Select(Read).FirstOrDefault();

    /// <summary>Enters a sample, or corrects the one of the same asset, time and point: values that are left out now are marked as suspect.</summary>
    public Task<SampleOutcome> Enter(Sample sample, string who, CancellationToken cancel) => Keep(sample, who, withdrawn: false, cancel);

    /// <summary>Takes a sample back: its values stay and are marked as suspect. Null where there is none.</summary>
    public async Task<SampleOutcome?> Withdraw(string id, string who, CancellationToken cancel) =>
        await Find(id, null, cancel) is { Withdrawn: false } entry ? await Keep(entry.Sample, who, withdrawn: true, cancel) : null;

    public static string IdOf(string asset, Instant at, string point) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{asset}\n{at.UnixMilliseconds}\n{point}")))[..16];

    private async Task<SampleOutcome> Keep(Sample sample, string who, bool withdrawn, CancellationToken cancel)
    {
        if (Check(sample) is { } refused) return refused;
        // One entry at a time, so that versions count up and the last one wins.
        if (!await _one.WaitAsync(TimeSpan.FromSeconds(30), cancel)) return new SampleOutcome.Busy("Another entry is still being kept.", TimeSpan.FromSeconds(1));
        try
        {
            var id = IdOf(sample.Asset, sample.At, sample.Point);
            var before = await Find(id, null, cancel);
            if (await intake.Take(Readings(sample, withdrawn, before)) is IntakeOutcome.Busy busy) return new SampleOutcome.Busy(busy.Why, busy.RetryAfter);
            // Never earlier than what it corrects, whatever the city's clock was set to.
            var now = clock.Now;
            if (before is not null && before.EnteredAt >= now) now = before.EnteredAt + TimeSpan.FromMilliseconds(1);
            var entry = new SampleEntry(id, (before?.Version ?? 0) + 1, who, now, withdrawn, sample);
            await facts.Append(Stream, id, sample.At, now, JsonSerializer.SerializeToUtf8Bytes(entry, ProfileBook.Json), CancellationToken.None);
            return new SampleOutcome.Kept(entry);
        }
        finally
        {
            _one.Release();
        }
    }

    private ReadingBuffer Readings(Sample sample, bool withdrawn, SampleEntry? before)
    {
        var asset = registry.Find(new AssetId(sample.Asset))!.Key;
        var buffer = new ReadingBuffer(sample.Results.Count);
        foreach (var result in sample.Results) buffer.Add(Of(asset, sample.At, result, isDoubted: withdrawn));
        foreach (var dropped in before?.Sample.Results.Where(r => sample.Results.All(n => n.Quantity != r.Quantity)) ?? []) buffer.Add(Of(asset, sample.At, dropped, isDoubted: true));
        return buffer;
    }

    private Reading Of(AssetKey asset, Instant at, SampleResult result, bool isDoubted)
    {
        var definition = quantities.Find(result.Quantity)!;
        var value = UnitConversion.Default.ToCanonical(definition.Quantity, result.Value, result.Unit.Length == 0 ? null : result.Unit);
        var quality = result.BelowDetection ? Quality.BelowDetection : Quality.Good;
        if (isDoubted) quality = quality.With(Quality.Suspect);
        else if (!(value >= definition.Minimum && value <= definition.Maximum)) quality = quality.With(Quality.OutOfRange);
        return new Reading(asset, definition.Quantity, at, value, quality, Provenance.Laboratory);
    }

    private SampleOutcome.Refused? Check(Sample sample)
    {
        if (!AssetId.IsValid(sample.Asset) || registry.Find(new AssetId(sample.Asset)) is null) return new("asset", $"asset is '{sample.Asset}', which does not exist.");
        if (sample.At.UnixMilliseconds <= 0 || sample.At > intake.Latest()) return new("at", $"at is {sample.At}; expected when the sample was taken, not after {intake.Latest()}.");
        if (string.IsNullOrWhiteSpace(sample.Sampler)) return new("sampler", "sampler is missing; expected who took the sample.");
        foreach (var (field, text) in ((string, string)[])[("sampler", sample.Sampler), ("point", sample.Point), ("method", sample.Method), ("comment", sample.Comment)])
            if (text.Length > MaxText) return new(field, $"{field} has more than {MaxText} characters.");
        if (sample.Results.Count is 0 or > MaxResults) return new("results", $"results has {sample.Results.Count} entries; expected 1 to {MaxResults}.");
        for (var i = 0; i < sample.Results.Count; i++)
        {
            var result = sample.Results[i];
            if (quantities.Find(result.Quantity) is not { } definition) return new($"results[{i}].quantity", $"results[{i}].quantity is '{result.Quantity}'; expected one of {string.Join(", ", quantities.All.Select(d => d.Name))}.");
            if (sample.Results.Take(i).Any(r => quantities.Find(r.Quantity)!.Quantity == definition.Quantity)) return new($"results[{i}].quantity", $"results[{i}].quantity '{result.Quantity}' stands twice.");
            if (!double.IsFinite(result.Value)) return new($"results[{i}].value", $"results[{i}].value is no finite number.");
            if (result.BelowDetection && result.Value <= 0) return new($"results[{i}].value", $"results[{i}].value is {result.Value}; expected a limit of detection above 0.");
            if (!UnitConversion.Default.TryFind(definition.Quantity, result.Unit.Length == 0 ? null : result.Unit, out _, out var why)) return new($"results[{i}].unit", why!);
            if (result.Method?.Length > MaxText) return new($"results[{i}].method", $"results[{i}].method has more than {MaxText} characters.");
        }
        return null;
    }

    private static SampleEntry Read(Fact fact) => JsonSerializer.Deserialize<SampleEntry>(fact.Body.Span, ProfileBook.Json)!;
}
