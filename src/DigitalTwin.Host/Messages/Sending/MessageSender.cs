using DigitalTwin.Domain.Messages;

namespace DigitalTwin.Host.Messages.Sending;

/// <summary>Sends what waits, some at once, each try with a time-out, and keeps what came of it. A stop between sending and keeping means that something is sent twice, never that it is lost.</summary>
internal sealed class MessageSender(MessageBook book, MessageDesk desk, IEnumerable<IMessageChannel> channels, TimeProvider time, ILogger<MessageSender> log) : BackgroundService
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, IMessageChannel> _channels = channels.ToDictionary(c => c.Name);
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
                    await Round(stoppingToken);
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

    private Task Round(CancellationToken stop)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // By message, so that two tries of one never run into each other.
        return Parallel.ForEachAsync(book.Open.Where(m => m.Deliveries.Any(d => d.IsDue(now))).OrderByDescending(m => m.Level).ThenBy(m => m.At).ToArray(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (message, cancel) =>
        {
            foreach (var delivery in message.Deliveries.Where(d => d.IsDue(now)))
            {
                var attempt = await Try(message, delivery, cancel);
                await book.Change(message.Id, m => m with { Deliveries = [.. m.Deliveries.Select(d => (d.Channel, d.To) == (delivery.Channel, delivery.To) ? d.After(attempt, time.GetUtcNow().ToUnixTimeMilliseconds()) : d)] });
            }
        });
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
