using System.Net.Sockets;

namespace DigitalTwin.Host.Tests.Drills.Routes;

/// <summary>A sender on one way into the platform: numbered values, a second of their own time apart, each sent again until it is acknowledged.</summary>
internal abstract class Feeder(string name, string asset, string quantity)
{
    /// <summary>A week has more seconds than any drill has values, so that none ever lies ahead of the clock.</summary>
    public static readonly DateTimeOffset Begin = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(-7).ToUnixTimeSeconds());
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _acknowledged;

    public string Name => name;
    public string Asset => asset;
    public string Quantity => quantity;

    /// <summary>Values below this number were acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Values that one sending has.</summary>
    protected virtual int Together => 1;

    public void Start()
    {
        _stop = new CancellationTokenSource();
        _running = Task.Run(Run);
    }

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running;
        await Disconnect();
    }

    /// <summary>Whether the values from <paramref name="first"/> on, as many as go together, are acknowledged; whatever else happened, they come again.</summary>
    protected abstract Task<bool> Send(int first, CancellationToken cancel);

    /// <summary>What is left of a connection is thrown away; the next sending opens one.</summary>
    protected virtual ValueTask Disconnect() => ValueTask.CompletedTask;

    protected static DateTimeOffset At(int number) => Begin.AddSeconds(number);

    protected static double Value(int number) => number / 1000.0;

    private async Task Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var isTaken = await Send(_acknowledged, _stop.Token);
                if (isTaken) Interlocked.Add(ref _acknowledged, Together);
                if (!isTaken || Together > 1) await Task.Delay(Pause, _stop.Token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or SocketException or OperationCanceledException or TimeoutException or InvalidOperationException or ObjectDisposedException)
            {
                await Disconnect();
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>Whether the history has all that was acknowledged, each once and as it was sent; of what was not, it may have the next sending.</summary>
    public async Task<string?> Lacks(HttpClient http)
    {
        var stored = await http.Series(asset, quantity, Begin.AddMinutes(-1));
        for (var i = 0; i < stored.Count; i++)
            if (stored[i].At != At(i) || Math.Abs(stored[i].Value - Value(i)) > 1e-9) return $"{name}: in place {i} of the history stands {stored[i]}; expected {(At(i), Value(i))}";
        if (stored.Count < Acknowledged) return $"{name}: {Acknowledged} values were acknowledged, {stored.Count} are stored";
        return stored.Count > Acknowledged + Together ? $"{name}: {stored.Count} values are stored, {Acknowledged} were acknowledged and {Together} more at most could be" : null;
    }
}
