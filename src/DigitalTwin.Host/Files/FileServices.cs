using DigitalTwin.Ingest.Files.Guess;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Files.Taking;
using DigitalTwin.Ingest.Files.Watch;

namespace DigitalTwin.Host.Files;

/// <summary>Puts the file route together: profiles, taking, journal, and the folders that are watched.</summary>
internal static class FileServices
{
    /// <exception cref="InvalidOperationException">A watched folder's settings are wrong; the message says which and what was expected.</exception>
    public static void AddFiles(this IServiceCollection services, FileIntakeOptions options)
    {
        for (var i = 0; i < options.Watch.Length; i++)
            if (Fault(options.Watch[i]) is { } fault) throw new InvalidOperationException($"DigitalTwin:Files:Watch:{i}:{fault}");
        services.AddSingleton(options);
        services.AddSingleton<ProfileBook>();
        services.AddSingleton<FileIntake>();
        services.AddSingleton<FileJournal>();
        services.AddSingleton<FileInspector>();
        services.AddSingleton<Ingest.Laboratory.SampleBook>();
        services.AddSingleton<Http.FileUpload>();
        services.AddSingleton(s => new WatchedFolders([.. options.Watch.Select(w => ActivatorUtilities.CreateInstance<WatchedFolder>(s, w))], s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<WatchedFolders>>()));
        services.AddHostedService(s => s.GetRequiredService<WatchedFolders>());
    }

    private static string? Fault(WatchOptions watch)
    {
        if (!Path.IsPathFullyQualified(watch.Folder)) return $"Folder is '{watch.Folder}'; expected a full path.";
        if (watch.Rules.Length == 0) return "Rules is empty; expected at least one Pattern and Profile.";
        if (watch.Rules.FirstOrDefault(r => r.Pattern.Length == 0 || !ProfileFaults.IsName(r.Profile)) is { } rule) return $"Rules has Pattern '{rule.Pattern}' and Profile '{rule.Profile}'; expected a file name with * and ?, and a profile's name.";
        if (watch.Every < TimeSpan.FromMilliseconds(100)) return $"Every is {watch.Every}; expected at least 00:00:00.1.";
        return watch.Still < TimeSpan.Zero ? $"Still is {watch.Still}; expected 0 or more." : null;
    }
}
