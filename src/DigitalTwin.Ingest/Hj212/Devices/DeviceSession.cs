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
    private int _learned;
    private volatile bool _isCurrent = true;
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

    /// <summary>False once the registration has changed; then look it up anew.</summary>
    public bool IsCurrent => _isCurrent;

    public void Retire() => _isCurrent = false;

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
}
