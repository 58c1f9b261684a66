using System.Text;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Devices;
using DigitalTwin.Ingest.Hj212.Content;
using DigitalTwin.Ingest.Hj212.Dialogue;
using DigitalTwin.Ingest.Hj212.Sm4;

namespace DigitalTwin.Ingest.Hj212.Devices;

/// <summary>A registered device as the server works with it: where its fields go, what it sent last, what was asked of it.</summary>
internal sealed class DeviceSession
{
    private readonly ChannelTable[] _channels = [new(), new(), new(), new()]; // Of values of now, and of each span.
    private readonly ChannelResolver _resolver;
    private readonly SemaphoreSlim _resolving = new(1);
    private static readonly TimeSpan RepeatedAfter = TimeSpan.FromHours(1);
    private UnreadNote? _lastUnread;
    private int _learned;
    private volatile string _systemType = "32";
    private int _spokenVersion = 1;

    public DeviceSession(DeviceEntry entry, ChannelResolver resolver, DeviceStatus status, DeviceSession? before)
    {
        (Entry, _resolver, Status) = (entry, resolver, status);
        Password = entry.Secrets.Password is { } password ? Encoding.UTF8.GetBytes(password) : null;
        Cipher = EncryptedContent.Cipher(entry.Secrets.Key);
        Window = before?.Window ?? new PacketWindow();
        Parts = before?.Parts ?? new SplitPackets();
        Dialogues = before?.Dialogues ?? new DeviceDialogues();
        Version = entry.Device.Version switch { "2005" => 0, "2017" => 1, "2025" => 2, _ => null };
    }

    public DeviceEntry Entry { get; }
    public string Id => Entry.Device.Id;
    public DeviceStatus Status { get; }
    /// <summary>Null where any is taken.</summary>
    public byte[]? Password { get; }
    public Sm4Cipher? Cipher { get; }
    /// <summary>Version bits that its packets must carry; null for any.</summary>
    public int? Version { get; }
    public PacketWindow Window { get; }
    public SplitPackets Parts { get; }
    public DeviceDialogues Dialogues { get; }

    /// <summary>Version bits of its last packet.</summary>
    public int SpokenVersion { get => Volatile.Read(ref _spokenVersion); set => Volatile.Write(ref _spokenVersion, value); }
    /// <summary>ST of its last data packet; 32, a source of water, until then.</summary>
    public string SystemType => _systemType;

    public void SpeaksAs(ReadOnlySpan<byte> systemType)
    {
        if (systemType.Length is 0 or > 5 || systemType.SequenceEqual("91"u8)) return;
        var known = _systemType;
        if (known.Length == systemType.Length && Ascii.Equals(systemType, known)) return;
        _systemType = Encoding.ASCII.GetString(systemType);
    }

    /// <summary>Whether these reasons differ from the last that were noted, or those were noted long ago: a broken factor says the same with every packet.</summary>
    public bool IsNews(string reasons, DateTimeOffset now) => Volatile.Read(ref _lastUnread) is not { } last || last.Reasons != reasons || now - last.At > RepeatedAfter;

    public void Noted(string reasons, DateTimeOffset now) => Volatile.Write(ref _lastUnread, new UnreadNote(reasons, now));

    public ChannelTable Channels(ReportedSpan? span) => _channels[(int)(span ?? 0)];

    /// <summary>Finds out where a field goes; after this the table has it.</summary>
    public async Task Resolve(byte[] key, ReportedSpan? span)
    {
        await _resolving.WaitAsync().ConfigureAwait(false);
        try
        {
            var table = Channels(span);
            if (table.TryFind(key, out _) || table.Count >= ChannelTable.Bound) return;
            var (channel, learned) = await _resolver.Resolve(Entry.Device, Encoding.UTF8.GetString(key), span, _learned).ConfigureAwait(false);
            if (learned) _learned++;
            table.Add(key, channel);
        }
        finally
        {
            _resolving.Release();
        }
    }

    private sealed record UnreadNote(string Reasons, DateTimeOffset At);
}
