using System.Diagnostics;

namespace DigitalTwin.Testing;

/// <summary>A real PostgreSQL server of its own, started by infra/postgres/throwaway.sh on a socket in a temporary folder; gone when disposed, or when this process ends.</summary>
public sealed class ThrowawayPostgres : IDisposable
{
    private static readonly Lazy<ThrowawayPostgres> OfThisProcess = new(() => new ThrowawayPostgres(), LazyThreadSafetyMode.ExecutionAndPublication);
    private static int _databases;

    private readonly string _folder = Directory.CreateTempSubdirectory("twin-pg-").FullName;

    public ThrowawayPostgres() => Settings = Script("start", _folder, "5432", $"{Environment.ProcessId}").Trim();

    /// <summary>One for all tests of this process; each takes a database of its own in it.</summary>
    public static ThrowawayPostgres Shared => OfThisProcess.Value;

    /// <summary>Connection string of the server's first database.</summary>
    public string Settings { get; }

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public string NewDatabase()
    {
        var name = $"twin_{Interlocked.Increment(ref _databases)}";
        Script("database", _folder, name);
        return Settings.Replace("Database=postgres", $"Database={name}", StringComparison.Ordinal);
    }

    /// <param name="how"><c>fast</c> cuts every connection as an administrator's restart does; <c>immediate</c> dies as in a crash.</param>
    public void Restart(string how = "fast") => Script("restart", _folder, how);

    /// <summary>Stops the server; <see cref="Restart"/> brings it back.</summary>
    public void Halt(string how = "fast") => Script("halt", _folder, how);

    /// <summary>CPU time of the server with all its backends, ended ones included.</summary>
    public TimeSpan CpuTime() => TimeSpan.FromSeconds(double.Parse(Script("cpu", _folder), System.Globalization.CultureInfo.InvariantCulture));

    public void Dispose() => Script("stop", _folder);

    private static string Script(params string[] arguments)
    {
        var start = new ProcessStartInfo(FindScript()) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5))) throw new TimeoutException($"throwaway.sh {arguments[0]} did not end.");
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"throwaway.sh {arguments[0]} ended with {process.ExitCode}: {errors.Result}");
    }

    private static string FindScript()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "infra/postgres/throwaway.sh") is var script && File.Exists(script)) return script;
        throw new FileNotFoundException("infra/postgres/throwaway.sh is not above the program.");
    }
}
