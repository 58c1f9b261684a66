using System.Collections.Concurrent;
using System.Net;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Devices;
using DigitalTwin.Ingest.Hj212.Content;
using DigitalTwin.Ingest.Hj212.Devices;
using DigitalTwin.Ingest.Hj212.Dialogue;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Units;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>What the server is doing.</summary>
/// <param name="Port">0 where it does not listen.</param>
/// <param name="TurnedAway">Connections beyond a bound since the start.</param>
public sealed record Hj212Status(int Port, int Connections, long TurnedAway, long Damaged, string? Fault);

/// <summary>Listens for HJ 212 devices. One instance a process; <see cref="Start"/> once, dispose at the end.</summary>
/// <remarks>On Kestrel's socket transport (pipes, pooled memory, a reader that stops when it is not read), with a listener of its own: HTTP's addresses, limits and life stay apart.</remarks>
public sealed class Hj212Server : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly Hj212Options _options;
    private readonly IConnectionListenerFactory _transport;
    private readonly DeviceSessions _sessions;
    private readonly Hj212Services _services;
    private readonly ConcurrentDictionary<Hj212Connection, Task> _connections = new();
    private readonly Dictionary<string, int> _perAddress = [];
    private readonly CancellationTokenSource _ending = new();
    private IConnectionListener? _listener;
    private Task _accepting = Task.CompletedTask, _sweeping = Task.CompletedTask;
    private long _turnedAway;
    private string? _fault;

    public Hj212Server(Hj212Options options, IConnectionListenerFactory transport, IDeviceRegistry devices, DeviceActivity activity, DeviceCandidates candidates, DeviceLog log,
        IRegistry assets, QuantityCatalogue quantities, QuantityBook book, IHistory history, IFactLog facts, ReadingIntake intake, CityCalendar calendar, TimeProvider time, ILogger<Hj212Server> logger)
    {
        (_options, _transport) = (options, transport);
        _sessions = new DeviceSessions(devices, assets, new ChannelResolver(assets, quantities, book, history), activity, log, time);
        _services = new Hj212Services(options, _sessions, candidates, log, intake, history, calendar, time, logger);
        Requests = new RequestDesk(_sessions, options, calendar, new RequestBook(facts, time), time, logger);
    }

    /// <summary>What is asked of devices.</summary>
    public RequestDesk Requests { get; }

    public Hj212Status Status => new(_fault is null ? (_listener?.EndPoint as IPEndPoint)?.Port ?? 0 : 0, _connections.Count, Interlocked.Read(ref _turnedAway), _services.Damage.Frames, _fault);

    /// <exception cref="IOException">The port that was asked for is taken. Where none was asked for, <see cref="Status"/> says it instead.</exception>
    public async Task Start(CancellationToken cancel = default)
    {
        if (!_options.Enabled) return;
        await _sessions.RestoreParts(cancel).ConfigureAwait(false);
        await Requests.Restore(cancel).ConfigureAwait(false);
        var endpoint = new IPEndPoint(IPAddress.Parse(_options.Listen), _options.Port ?? Hj212Options.StandardPort);
        try
        {
            _listener = await _transport.BindAsync(endpoint, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or AddressInUseException or System.Net.Sockets.SocketException)
        {
            _fault = $"Port {endpoint.Port} for HJ 212 on {endpoint.Address} cannot be opened: {e.Message}";
            if (_options.Port is not null) throw new IOException(_fault + " Choose another with --hj212-port.", e);
            _services.Logger.LogWarning("{Fault} The platform runs without it; choose another with --hj212-port.", _fault);
            return;
        }
        _accepting = Accept();
        _sweeping = Sweep();
        _services.Logger.LogInformation("HJ 212 devices may report to {Address}:{Port}", endpoint.Address, Status.Port);
    }

    /// <summary>Takes no more connections, lets those there are finish what they store, for at most 5 s.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ending.IsCancellationRequested) return;
        await _ending.CancelAsync().ConfigureAwait(false);
        if (_listener is not null) await _listener.UnbindAsync().ConfigureAwait(false);
        await Task.WhenAll(_accepting, _sweeping).ConfigureAwait(false);
        foreach (var connection in _connections.Keys) connection.Stop();
        try
        {
            await Task.WhenAll(_connections.Values).WaitAsync(StopPatience, _services.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            foreach (var connection in _connections.Keys) connection.Abort();
        }
        if (_listener is not null) await _listener.DisposeAsync().ConfigureAwait(false);
        _sessions.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (await _listener!.AcceptAsync().ConfigureAwait(false) is { } context)
            {
                var address = (context.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "";
                if (!Admit(address))
                {
                    Interlocked.Increment(ref _turnedAway);
                    context.Abort();
                    await context.DisposeAsync().ConfigureAwait(false);
                    continue;
                }
                var connection = new Hj212Connection(context, _services);
                Hj212Meters.Connections.Add(1);
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _connections[connection] = done.Task;
                _ = Serve(connection, address, done);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The listener was closed.
        }
    }

    private async Task Serve(Hj212Connection connection, string address, TaskCompletionSource done)
    {
        await Task.Yield();
        try
        {
            await connection.Run().ConfigureAwait(false);
        }
        finally
        {
            lock (_perAddress)
            {
                if (--_perAddress[address] == 0) _perAddress.Remove(address);
            }
            _connections.TryRemove(connection, out _);
            Hj212Meters.Connections.Add(-1);
            done.SetResult();
        }
    }

    private bool Admit(string address)
    {
        if (_connections.Count >= _options.MaxConnections) return false;
        lock (_perAddress)
        {
            var count = _perAddress.GetValueOrDefault(address);
            if (count >= _options.MaxConnectionsPerAddress) return false;
            _perAddress[address] = count + 1;
            return true;
        }
    }

    private async Task Sweep()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _services.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token).ConfigureAwait(false))
            {
                foreach (var connection in _connections.Keys) connection.Check();
                await ExpireParts().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private async Task ExpireParts()
    {
        try
        {
            await _sessions.ExpireParts().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            _services.Logger.LogWarning(e, "That a split packet stayed incomplete could not be noted.");
        }
    }
}
