using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Background;

namespace DigitalTwin.Host.Messages;

/// <summary>All messages that are not over, and the newest of those that are. Every step of one is stored before it counts, so that what waits outlives a restart.</summary>
internal sealed class MessageBook(IFactLog facts, TimeProvider time, ILogger<MessageBook> log) : BackgroundService
{
    private const string Stream = "messages";
    /// <summary>That are over and still in memory; older ones are in the fact log alone.</summary>
    private const int MostOver = 20_000;
    /// <summary>Of one person, that nobody has read: the oldest is over when one more comes.</summary>
    public const int MostUnread = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10), Oldest = TimeSpan.FromDays(30);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<string, Message> _open = new(), _over = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Message>> _byPerson = new();
    private readonly ConcurrentQueue<string> _order = new();
    private int _waiting;

    /// <summary>Raised after a message was made or changed; must not block.</summary>
    public event Action<Message>? Changed;

    public IEnumerable<Message> Open => _open.Values;

    public IEnumerable<Message> All => _open.Values.Concat(_over.Values);

    /// <summary>Messages to one person, in no order.</summary>
    public IEnumerable<Message> Of(string person) => _byPerson.GetValueOrDefault(person)?.Values ?? [];

    /// <summary>Deliveries that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public Message? Find(string id) => _open.GetValueOrDefault(id) ?? _over.GetValueOrDefault(id);

    /// <returns>False where it was made before.</returns>
    public async Task<bool> Add(Message message)
    {
        if (message.Person is { } person)
            foreach (var old in Of(person).Where(m => !m.IsOver).OrderByDescending(m => m.At).Skip(MostUnread - 1)) await Finish(old);
        await _gate.WaitAsync();
        try
        {
            if (Find(message.Id) is not null) return false;
            await Store(message, message.IsOver);
        }
        finally
        {
            _gate.Release();
        }
        Changed?.Invoke(message);
        return true;
    }

    /// <summary>The message as it is then; null where there is none, or where it is over and nothing can happen to it.</summary>
    public async Task<Message?> Change(string id, Func<Message, Message> change)
    {
        Message after;
        await _gate.WaitAsync();
        try
        {
            if (_open.GetValueOrDefault(id) is not { } before) return null;
            after = change(before);
            if (ReferenceEquals(after, before)) return before;
            after = after with { Version = before.Version + 1 };
            await Store(after, after.IsOver);
        }
        finally
        {
            _gate.Release();
        }
        Changed?.Invoke(after);
        return after;
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var fact in await facts.Open(Stream, null, cancellationToken)) Keep(Read(fact), false);
        foreach (var fact in (await facts.Closed(Stream, null, null, MostOver, cancellationToken)).Reverse()) Keep(Read(fact), true);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.Run(time, Pause, log, "Old messages could not be put away", async _ =>
    {
        var oldest = Now - (long)Oldest.TotalMilliseconds;
        foreach (var old in _open.Values.Where(m => m.At < oldest).ToArray()) await Finish(old);
    }, stoppingToken);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<Message?> Finish(Message old) => Change(old.Id, m => m with
    {
        ReadAt = m.ReadAt ?? Now, NeedsAcknowledgement = m.AcknowledgedAt is not null, EscalatesAt = null,
        Deliveries = [.. m.Deliveries.Select(d => d.State == Domain.Messages.DeliveryState.Waiting ? d.After(new Domain.Messages.Attempt.Never("Too old."), Now) : d)],
    });

    private async Task Store(Message message, bool isOver)
    {
        var now = new Instant(Now);
        await facts.AppendToSpan(Stream, message.Id, now, now, JsonSerializer.SerializeToUtf8Bytes(message, Json), isOver);
        Keep(message, isOver);
    }

    private void Keep(Message message, bool isOver)
    {
        static int Waits(Message? m) => m?.Deliveries.Count(d => d.State == Domain.Messages.DeliveryState.Waiting) ?? 0;
        Interlocked.Add(ref _waiting, Waits(message) - Waits(Find(message.Id)));
        if (message.Person is { } person) _byPerson.GetOrAdd(person, _ => new())[message.Id] = message;
        if (!isOver)
        {
            _open[message.Id] = message;
            return;
        }
        _over[message.Id] = message;
        _open.TryRemove(message.Id, out _);
        _order.Enqueue(message.Id);
        while (_order.Count > MostOver && _order.TryDequeue(out var oldest))
            if (_over.TryRemove(oldest, out var gone) && gone.Person is { } whose) _byPerson.GetValueOrDefault(whose)?.TryRemove(oldest, out _);
    }

    private static Message Read(Fact fact) => JsonSerializer.Deserialize<Message>(fact.Body.Span, Json) ?? throw new InvalidDataException($"Message '{fact.Subject}' is empty.");
}
