using System.IO.Enumeration;
using System.Text.Json;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Files.Taking;

namespace DigitalTwin.Ingest.Files.Watch;

/// <summary>A folder into which a control system drops files. Each is taken once it is complete, then moved to <c>done/</c> or <c>refused/</c>, a report beside it.</summary>
/// <remarks>
/// Looked into at intervals, since shares do not tell of changes. A crash at any point loses and doubles nothing: a file is moved only after all of it is durable,
/// and taking it again stores nothing that is held.
/// </remarks>
public sealed class WatchedFolder(WatchOptions options, ProfileBook profiles, FileJournal journal, TimeProvider time)
{
    private static readonly JsonSerializerOptions ReportJson = new(ProfileBook.Json) { WriteIndented = true };
    private static readonly string[] Unfinished = [".tmp", ".part", ".partial", ".crdownload", ".swp", ".lock"];

    private readonly Dictionary<string, (long Length, DateTime Written, long Since)> _seen = [];
    private readonly Dictionary<string, string> _problems = [];

    public string Folder => options.Folder;
    public TimeSpan Every => options.Every;

    /// <summary>What could not be done, by file or folder name, since it last could.</summary>
    public IReadOnlyDictionary<string, string> Problems
    {
        get { lock (_problems) return new Dictionary<string, string>(_problems); }
    }

    /// <summary>Takes what is complete, the oldest first. Returns how many files were moved.</summary>
    public async Task<int> Look(CancellationToken cancel)
    {
        var moved = 0;
        foreach (var (file, rule) in Complete())
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (await Take(file, rule, cancel)) moved++;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Note(file.Name, e.Message); // Still open elsewhere, or a share that has gone: looked at again.
            }
        }
        return moved;
    }

    private List<(FileInfo File, WatchRule Rule)> Complete()
    {
        FileInfo[] files;
        try
        {
            files = new DirectoryInfo(options.Folder).GetFiles();
            Note("", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Note("", e.Message);
            return [];
        }
        foreach (var gone in _seen.Keys.Except(files.Select(f => f.FullName)).ToArray()) Forget(gone);
        var complete = new List<(FileInfo, WatchRule)>();
        foreach (var file in files.OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal))
            if (RuleOf(file.Name) is { } rule && IsStill(file)) complete.Add((file, rule));
        return complete;
    }

    private WatchRule? RuleOf(string name) => name.StartsWith('.') || Unfinished.Any(u => name.EndsWith(u, StringComparison.OrdinalIgnoreCase)) ? null
        : options.Rules.FirstOrDefault(r => FileSystemName.MatchesSimpleExpression(r.Pattern, name, ignoreCase: true));

    private bool IsStill(FileInfo file)
    {
        if (_seen.TryGetValue(file.FullName, out var seen) && seen.Length == file.Length && seen.Written == file.LastWriteTimeUtc) return time.GetElapsedTime(seen.Since) >= options.Still;
        _seen[file.FullName] = (file.Length, file.LastWriteTimeUtc, time.GetTimestamp());
        return options.Still <= TimeSpan.Zero;
    }

    private async Task<bool> Take(FileInfo file, WatchRule rule, CancellationToken cancel)
    {
        if (await profiles.Find(rule.Profile, null, cancel) is not { } profile)
        {
            Note(file.Name, $"There is no profile '{rule.Profile}', which the pattern '{rule.Pattern}' names; the file waits for it.");
            return false;
        }
        FileOutcome outcome;
        await using (var bytes = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read))
            outcome = await journal.Take(bytes, new FileSource(file.Name, profile.Profile, profile.Version), "folder", $"folder {options.Folder}", cancel);
        var now = new FileInfo(file.FullName);
        if (!now.Exists || now.Length != file.Length || now.LastWriteTimeUtc != file.LastWriteTimeUtc) return false; // It grew meanwhile; what is new is taken next time.
        if (outcome is FileOutcome.Busy busy)
        {
            Note(file.Name, busy.Why);
            return false;
        }
        var isDone = outcome is FileOutcome.Done { Report: { Readings: > 0 } or { RefusedCount: 0 } };
        Move(file, isDone ? "done" : "refused", outcome);
        Forget(file.FullName);
        return true;
    }

    /// <summary>The report first: a file that has been moved always has one.</summary>
    private void Move(FileInfo file, string to, FileOutcome outcome)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, to)).FullName;
        var name = file.Name;
        if (File.Exists(Path.Combine(folder, name))) name = $"{Path.GetFileNameWithoutExtension(name)}.{time.GetUtcNow():yyyyMMdd'T'HHmmssfff}{file.Extension}";
        var report = Path.Combine(folder, name + ".report.json");
        object? content = outcome switch { FileOutcome.Done done => done.Report, FileOutcome.Refused refused => refused, FileOutcome.TooLarge tooLarge => tooLarge, _ => null };
        File.WriteAllBytes(report + ".tmp", JsonSerializer.SerializeToUtf8Bytes(content, content?.GetType() ?? typeof(object), ReportJson));
        File.Move(report + ".tmp", report, overwrite: true);
        File.Move(file.FullName, Path.Combine(folder, name));
    }

    private void Note(string name, string? problem)
    {
        lock (_problems)
        {
            if (problem is null) _problems.Remove(name);
            else _problems[name] = problem;
        }
    }

    private void Forget(string path)
    {
        _seen.Remove(path);
        Note(Path.GetFileName(path), null);
    }
}
