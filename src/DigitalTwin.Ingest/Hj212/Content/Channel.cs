using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Ingest.Hj212.Content;

/// <summary>What a field of the content is to us.</summary>
internal enum ChannelUse : byte
{
    /// <summary>A value to store.</summary>
    Value,
    /// <summary>A status code of equipment that becomes 1 where it runs: 1 running or 5 backflushing.</summary>
    Running,
    /// <summary>A status code of equipment that becomes 1 where it is in alarm: 4.</summary>
    Tripped,
    /// <summary>Known and no value: when a sample was taken, an equipment's flag.</summary>
    Aside,
    /// <summary>Cannot become a reading; <see cref="Channel.Why"/> says why.</summary>
    Refused,
}

/// <summary>Where one field of one device goes: asset, quantity, scale.</summary>
internal sealed class Channel(ChannelUse use, AssetKey asset, QuantityDefinition? definition, UnitScale scale, string? why = null)
{
    private long _newest = long.MinValue;

    public ChannelUse Use => use;
    public AssetKey Asset => asset;
    public Quantity Quantity => definition!.Quantity;
    /// <summary>For <see cref="ChannelUse.Refused"/>.</summary>
    public string? Why => why;

    /// <summary>The newest time stored or about to be, Unix ms; a reading after it cannot be there already.</summary>
    public long Newest
    {
        get => Volatile.Read(ref _newest);
        set => Volatile.Write(ref _newest, value);
    }

    public double Convert(double sent) => use switch
    {
        ChannelUse.Running => sent is 1 or 5 ? 1 : 0,
        ChannelUse.Tripped => sent is 4 ? 1 : 0,
        _ => scale.ToCanonical(sent),
    };
}
