using DigitalTwin.Domain.Messages;

namespace DigitalTwin.Host.Messages.Sending;

/// <summary>Sends what waits, some at once, each try with a time-out, and keeps what came of it. A stop between sending and keeping means that something is sent twice, never that it is lost.</summary>
internal sealed class MessageSender(MessageBook book, MessageDesk desk, IEnumerable<IMessageChannel> channels, TimeProvider time, ILogger<MessageSender> log) : BackgroundService
{
    private const int AtOnce = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, IMessageChannel> _channels = channels.ToDictionary(c => c.Name);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _flying = new();
    private readonly SemaphoreSlim _news = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        book.Changed += Wake;
        try
        {
            while (true)
            {
                try
                {
                    await desk.Escalate();
                    Round(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogError(e, "Messages could not be sent; the next try follows in {Pause}.", Pause);
                }
                await _news.WaitAsync(Pause, stoppingToken);
            }
        }
        finally
        {
            book.Changed -= Wake;
        }
    }

    private void Wake(Message message)
    {
        if (!message.IsWaiting || _news.CurrentCount > 0) return;
        try
        {
            _news.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else has just done it.
        }
    }

    /// <summary>Begins what is due, the gravest first, and does not wait for it: a receiver that hangs holds up one place, not the others.</summary>
    private void Round(CancellationToken stop)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var message in book.Open.Where(m => m.Deliveries.Any(d => d.IsDue(now))).OrderByDescending(m => m.Level).ThenBy(m => m.At))
        {
            if (_flying.Count >= AtOnce) return;
            // By message, so that two tries of one never run into each other.
            if (_flying.TryAdd(message.Id, true)) _ = Send(message.Id, now, stop);
        }
    }

    private async Task Send(string id, long now, CancellationToken stop)
    {
        try
        {
            // As it stands now: it may have been sent since it was picked.
            foreach (var delivery in book.Find(id)?.Deliveries.Where(d => d.IsDue(now)).ToArray() ?? [])
            {
                if (book.Find(id) is not { } message) return;
                var attempt = await Try(message, delivery, stop);
                await book.Change(id, m => m with { Deliveries = [.. m.Deliveries.Select(d => (d.Channel, d.To) == (delivery.Channel, delivery.To) ? d.After(attempt, time.GetUtcNow().ToUnixTimeMilliseconds()) : d)] });
            }
        }
        catch (Exception e)
        {
            if (!stop.IsCancellationRequested) log.LogError(e, "What became of message {Message} could not be kept; it is sent again.", id);
        }
        finally
        {
            _flying.TryRemove(id, out _);
        }
    }

    private async Task<Attempt> Try(Message message, Delivery delivery, CancellationToken stop)
    {
        if (!_channels.TryGetValue(delivery.Channel, out var channel)) return new Attempt.Never($"There is no channel '{delivery.Channel}'.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            return await channel.Send(message, delivery.To, patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Attempt.Later($"No answer within {Patience.TotalSeconds} s.");
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            return new Attempt.Later(e.Message);
        }
    }
}
