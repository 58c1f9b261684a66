using System.Text.Json;
using System.Threading.Channels;
using DigitalTwin.Domain.Incidents;
using Microsoft.AspNetCore.SignalR;

namespace DigitalTwin.Host.Incidents;

/// <summary>One page that looks at incidents: a bounded queue and the loop that sends from it, so that a slow one keeps nobody else waiting.</summary>
internal sealed class IncidentViewer
{
    /// <summary>At the bound all that waits is dropped, and the page told to fetch anew.</summary>
    private const int MostWaiting = 256;
    public const int MostJoined = 20;

    private readonly Channel<(string Method, JsonElement Argument)> _waiting = Channel.CreateBounded<(string, JsonElement)>(MostWaiting);
    private int _missed;

    public IncidentViewer(string connection, Actor actor, ISingleClientProxy client, CancellationToken aborted)
    {
        (Connection, Actor) = (connection, actor);
        _ = Task.Run(() => Send(client, aborted), aborted);
    }

    public string Connection { get; }
    public Actor Actor { get; }
    public HashSet<string> Joined { get; } = [];
    public double[]? Bounds { get; set; }
    public long MovedAt { get; set; }

    public void Tell(string method, JsonElement argument)
    {
        if (!_waiting.Writer.TryWrite((method, argument))) Interlocked.Exchange(ref _missed, 1);
    }

    public void Leave() => _waiting.Writer.TryComplete();

    private async Task Send(ISingleClientProxy client, CancellationToken aborted)
    {
        try
        {
            await foreach (var (method, argument) in _waiting.Reader.ReadAllAsync(aborted))
            {
                if (Interlocked.Exchange(ref _missed, 0) != 0)
                {
                    while (_waiting.Reader.TryRead(out _)) { } // The page fetches it all.
                    await client.SendAsync("Resync", new { }, aborted);
                }
                else await client.SendAsync(method, argument, aborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            // Gone; the page connects again by itself.
        }
    }
}
