using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace DigitalTwin.Testing;

/// <summary>The real server as its own process on a port of its own, so that a test can kill it. Disposing ends it.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    public const string Key = "bench-and-test-key-0123456789abcdef";
    private readonly StringBuilder _output = new();
    private Process? _process;

    private readonly bool _ownsFolder;
    private readonly string[] _program;

    private ServerProcess(string folder, bool ownsFolder, int port, string[] arguments, string[]? program)
    {
        _ownsFolder = ownsFolder;
        _program = program ?? [HostDll];
        (Folder, Port, Arguments) = (folder, port, arguments);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(100) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public string Folder { get; }
    public int Port { get; }
    public string[] Arguments { get; }
    public HttpClient Http { get; }
    public Uri Url => Http.BaseAddress!;
    public int ProcessId => _process!.Id;
    /// <summary>Time from starting the process to a ready answer.</summary>
    public TimeSpan StartTook { get; private set; }

    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>What runs the server, as <c>sh -c 'ulimit …; exec "$@"' sh</c>; nothing by default.</summary>
    public string[] Through { get; private set; } = [];

    /// <param name="through">See <see cref="Through"/>.</param>
    public static async Task<ServerProcess> StartThrough(string[] through, params string[] arguments)
    {
        var server = new ServerProcess(Directory.CreateTempSubdirectory("twin-").FullName, true, FreePort(), arguments, null) { Through = through };
        await server.Start();
        return server;
    }

    /// <param name="folder">Data folder; a new one that is removed afterwards if null.</param>
    public static Task<ServerProcess> Start(string? folder, params string[] arguments) => StartProgram(null, folder, arguments);

    /// <param name="program">What <c>dotnet</c> runs, with its own first arguments; the server if null. It must take the server's arguments.</param>
    public static async Task<ServerProcess> StartProgram(string[]? program, string? folder, params string[] arguments)
    {
        var server = new ServerProcess(folder ?? Directory.CreateTempSubdirectory("twin-").FullName, folder is null, FreePort(), arguments, program);
        await server.Start();
        return server;
    }

    public async Task Start()
    {
        string[] command = [.. Through, "dotnet"];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "--port", $"{Port}", "--hj212-port", "0", "--data", Folder, $"--DigitalTwin:WebRoot={WebRoot}" },
            Environment = { ["DIGITALTWIN_BOOTSTRAP_KEY"] = Key, ["DOTNET_ENVIRONMENT"] = "Production" },
        };
        foreach (var argument in _program.Reverse()) start.ArgumentList.Insert(command.Length - 1, argument);
        foreach (var argument in Arguments) start.ArgumentList.Add(argument);
        var watch = Stopwatch.StartNew();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReady(TimeSpan.FromSeconds(120));
        StartTook = watch.Elapsed;
    }

    public long ResidentBytes()
    {
        _process!.Refresh();
        return _process.WorkingSet64;
    }

    /// <summary>SIGKILL: no chance to flush or say good-bye.</summary>
    public async Task Kill()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false }) await Kill();
        _process?.Dispose();
        if (_ownsFolder && Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs a client command of the server's program, such as <c>import</c>, against this server; returns what it printed.</summary>
    public async Task<string> Command(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DIGITALTWIN_KEY"] = Key } };
        foreach (var argument in (string[])[HostDll, .. arguments, "--url", Url.ToString()]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        var printed = await output + await error;
        return process.ExitCode == 0 ? printed : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}:\n{printed}");
    }

    // The page as `twin` has built it; without one the server still serves the API.
    private static string WebRoot
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (Directory.Exists(Path.Combine(folder.FullName, "web", "dist"))) return Path.Combine(folder.FullName, "web", "dist");
            return Path.Combine(AppContext.BaseDirectory, "wwwroot");
        }
    }

    private static string HostDll => Path.Combine(AppContext.BaseDirectory, "DigitalTwin.Host.dll");

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output)
        {
            if (_output.Length < 1_000_000) _output.AppendLine(line);
        }
    }

    private async Task WaitUntilReady(TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < limit)
        {
            if (_process!.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode} before it was ready:\n{Output}");
            try
            {
                using var answer = await Http.GetAsync("readyz");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(25);
        }
        throw new TimeoutException($"The server was not ready within {limit}:\n{Output}");
    }
}
