using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Mapping;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Files.Text;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Files.Taking;

/// <summary>The way of a file: rows, cells, readings, and through the intake like all others. Memory does not grow with the file.</summary>
/// <remarks>Taking is idempotent: what is held with the same value is not stored again. A take that was cut short is simply begun anew.</remarks>
public sealed class FileIntake(IRegistry registry, QuantityCatalogue quantities, IHistory history, ReadingIntake intake, CityClock clock, TimeProvider time, FileIntakeOptions options)
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly IntakeSender _sender = new();
    private readonly StoredReadings _stored = new(history);

    /// <summary>A dry run: the report that <see cref="Take"/> would give, and nothing is stored.</summary>
    public Task<FileOutcome> Check(Stream bytes, FileSource file, CancellationToken cancel) => Run(bytes, file, isDryRun: true, cancel);

    /// <summary>Takes what is good. One file at a time, so that no two takes can each find a value missing and both store it.</summary>
    public async Task<FileOutcome> Take(Stream bytes, FileSource file, CancellationToken cancel)
    {
        if (!await _one.WaitAsync(options.Patience, cancel)) return new FileOutcome.Busy("Another file is still being taken.", options.Patience, 0);
        try
        {
            return await Run(bytes, file, isDryRun: false, cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<FileOutcome> Run(Stream bytes, FileSource file, bool isDryRun, CancellationToken cancel)
    {
        var profile = file.Profile;
        if (ProfileFaults.Of(profile, quantities) is { Count: > 0 } wrong) return new FileOutcome.Refused(wrong[0].Why, null, null, wrong);
        using var source = new CharacterSource(bytes, profile.Encoding, options.MaxBytes);
        try
        {
            var rows = await DelimitedReader.Open(source, profile.Delimiter, cancel);
            var (tally, faults, assets) = (new Tally(options), new List<ProfileFault>(), new AssetNames(registry, profile.Network));
            var isFirst = profile.HeaderRow == 0; // Then the row that was read for its width is one of values.
            if (await ReadHeadings(rows, profile, cancel) is not { } headings) return new FileOutcome.Refused("The file ends before its headings.", rows.Row, null, []);
            if (FileMap.Bind(profile, headings, assets, quantities, tally, faults) is not { } map) return new FileOutcome.Refused(faults[0].Why, headings.Row, null, faults);
            tally.Map = map;
            var reader = new RowReader(map, assets, quantities, intake.Latest(), tally);
            var knownFrom = clock.Now;
            while (isFirst || await rows.Read(cancel))
            {
                isFirst = false;
                if (rows.IsBlank) continue;
                reader.Read(rows);
                tally.EndRow(rows);
                if (tally.Batch.Count >= options.BatchReadings && await Store(tally, isDryRun, cancel) is { } busy) return busy;
            }
            if (await Store(tally, isDryRun, cancel) is { } late) return late;
            return new FileOutcome.Done(tally.Report(file, isDryRun, source.Encoding, Delimiters.NameOf(rows.Delimiter), source.Sha256, source.Bytes,
                isDryRun ? null : knownFrom, isDryRun ? null : clock.Now));
        }
        catch (FileFormatException e)
        {
            return new FileOutcome.Refused(e.Message, e.Row, e.Column, []);
        }
        catch (FileTooLargeException e)
        {
            return new FileOutcome.TooLarge(e.Message);
        }
    }

    /// <summary>Leaves the reader at the first row of values, or, without headings, on it.</summary>
    private static async Task<Headings?> ReadHeadings(DelimitedReader rows, FileProfile profile, CancellationToken cancel)
    {
        do
        {
            if (!await rows.Read(cancel)) return null;
        }
        while (rows.Row < profile.HeaderRow);
        var names = Enumerable.Range(0, rows.Cells).Select(i => profile.HeaderRow == 0 ? $"#{i + 1}" : rows.Cell(i).ToString()).ToArray();
        for (var skipped = 0; profile.HeaderRow > 0 && skipped < profile.SkipRows; skipped++) await rows.Read(cancel);
        return new Headings(profile.HeaderRow, names);
    }

    private async Task<FileOutcome.Busy?> Store(Tally tally, bool isDryRun, CancellationToken cancel)
    {
        var batch = tally.Batch;
        var before = batch.Count;
        await _stored.Remove(batch, cancel);
        tally.Unchanged += before - batch.Count;
        if (!isDryRun && batch.Count > 0 && await Append(batch, cancel) is { } busy) return new FileOutcome.Busy(busy.Why, busy.RetryAfter, tally.Stored);
        tally.Stored += isDryRun ? 0 : batch.Count;
        batch.Clear();
        return null;
    }

    private async Task<IntakeOutcome.Busy?> Append(List<Reading> batch, CancellationToken cancel)
    {
        for (var begun = time.GetTimestamp();;)
        {
            var buffer = new ReadingBuffer(batch.Count);
            foreach (var reading in batch) buffer.Add(reading);
            if (await intake.Take(buffer, _sender) is not IntakeOutcome.Busy busy) return null;
            if (time.GetElapsedTime(begun) > options.Patience) return busy;
            await Task.Delay(busy.RetryAfter, time, cancel);
        }
    }
}
