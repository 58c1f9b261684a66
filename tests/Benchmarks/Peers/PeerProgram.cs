using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks.Peers;

/// <summary>Someone else's program, brought into a temporary folder by <c>infra/peers/install.sh</c> and run from there. Disposing ends what runs and removes the folder.</summary>
public sealed class PeerProgram : IAsyncDisposable
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);
    private readonly List<Process> _running = [];
    private readonly StringBuilder _output = new();

    private PeerProgram(string name, string folder)
    {
        (Name, Folder) = (name, folder);
        AppDomain.CurrentDomain.ProcessExit += End; // A bench that is stopped leaves nothing running either.
    }

    public string Name { get; }
    public string Folder { get; }

    /// <summary>A folder of its own for what the peer keeps.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <exception cref="PeerMissing">It can't be had on this machine; the message says why.</exception>
    public static async Task<PeerProgram> Install(string name)
    {
        var script = Script() ?? throw new PeerMissing("infra/peers/install.sh is not where the bench was built");
        var peer = new PeerProgram(name, Directory.CreateTempSubdirectory($"peer-{name}-").FullName);
        try
        {
            var (code, said) = await peer.Finish(peer.Launch("bash", [script, name, peer.Folder]), InstallLimit);
            if (code != 0) throw new PeerMissing(said.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("its installation failed"));
            // Some peers refuse to run as root; these get the folder as nobody.
            Directory.CreateDirectory(peer.Data);
            if (Environment.IsPrivilegedProcess) await peer.Finish(peer.Launch("chown", ["65534:65534", peer.Data]), RunLimit);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one of the peer's programs and leaves it running.</summary>
    public Process Start(bool asNobody, params string[] arguments) => asNobody && Environment.IsPrivilegedProcess
        ? Launch("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", Path.Combine(Folder, "run"), .. arguments])
        : Launch(Path.Combine(Folder, "run"), arguments);

    /// <summary>Runs one of the peer's programs to its end.</summary>
    public async Task Run(bool asNobody, params string[] arguments)
    {
        var (code, said) = await Finish(Start(asNobody, arguments), RunLimit);
        if (code != 0) throw new InvalidOperationException($"{Name}: {arguments[0]} ended with {code}: {said}");
    }

    /// <summary>Waits until the program takes connections on a port of this machine.</summary>
    public async Task Listening(Process process, int port)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
        {
            if (process.HasExited) throw new InvalidOperationException($"{Name} ended with {process.ExitCode}: {Output}");
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
        throw new TimeoutException($"{Name} took no connection within a minute: {Output}");
    }

    public ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        End(null, EventArgs.Empty);
        return ValueTask.CompletedTask;
    }

    private void End(object? sender, EventArgs e)
    {
        foreach (var process in _running)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.WaitForExit(TimeSpan.FromSeconds(10));
            process.Dispose();
        }
        Directory.Delete(Folder, recursive: true);
    }

    private string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    private static string? Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "infra", "peers", "install.sh") is var script && File.Exists(script)) return script;
        return null;
    }

    private Process Launch(string program, IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _running.Add(process);
        return process;
    }

    private async Task<(int Code, string Said)> Finish(Process process, TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Name}: {process.StartInfo.FileName} was not done within {limit}: {Output}");
        }
        return (process.ExitCode, Output);
    }

    // The last words are what tells why something failed.
    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output)
        {
            _output.AppendLine(line);
            if (_output.Length > 10_000) _output.Remove(0, _output.Length - 5_000);
        }
    }
}

/// <summary>A peer that can't be had here; its figures print as n/a with this reason.</summary>
public sealed class PeerMissing(string why) : Exception(why);
