using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Hj212.Factors;
using DigitalTwin.Ingest.Units;

namespace DigitalTwin.Ingest.Hj212.Content;

/// <summary>Finds out, once a field and device, where its values go.</summary>
/// <remarks>
/// <c>w01018-Rtd</c> becomes <c>cod</c>; its -Avg, -Min, -Max and -Cou of 2051, 2061 and 2031 become quantities of their own (<see cref="IntervalQuantity"/>),
/// at the start of the interval as the standard has it. A code that nobody knows becomes <c>hj212:CODE</c>, durable and visible like any other.
/// </remarks>
internal sealed class ChannelResolver(IRegistry assets, QuantityCatalogue quantities, QuantityBook book, IHistory history)
{
    /// <summary>A real process has a few dozen.</summary>
    public const int MaxLearnedPerDevice = 200;

    /// <param name="key">As sent: <c>w01018-Rtd</c>.</param>
    /// <param name="span">The span of the command's statistics; null for values of now.</param>
    /// <param name="learned">How many this device has made us learn.</param>
    public async Task<(Channel Channel, bool Learned)> Resolve(Device device, string key, ReportedSpan? span, int learned)
    {
        var dash = key.LastIndexOf('-');
        if (dash < 1 || dash == key.Length - 1) return (Aside, false); // DataTime, PolId and the like.
        var (code, part) = (key[..dash], key[(dash + 1)..]);
        if (part is "Flag" or "SampleTime" or "EFlag" or "Info") return (Aside, false);

        var known = FactorTable.Default.Find(code);
        var own = device.ChannelOf(code) ?? device.ChannelOf(known?.Code ?? code) ?? (known?.OldCode is { } old ? device.ChannelOf(old) : null);
        if ((own?.Asset ?? device.Asset) is not { } id) return (Refused($"{code} has no asset"), false);
        if (assets.Find(id) is not { } asset) return (Refused($"asset {id} is not known"), false);

        var statistic = StatisticOf(part);
        var isNew = false;
        QuantityDefinition? definition;
        UnitScale scale;
        if (Named(own?.Quantity ?? (part is "Rtd" || statistic is not null ? known?.Quantity : null)) is { } named)
        {
            definition = named;
            var unit = own?.Unit ?? (own?.Quantity is null || own.Quantity == known?.Quantity ? known?.Unit : null);
            if (!UnitConversion.Default.TryFind(named.Quantity, unit, out scale, out var why)) return (Refused(why!), false);
        }
        else
        {
            var name = $"hj212:{code}{(part is "Rtd" or "RS" || statistic is not null ? "" : "-" + part)}";
            if (book.Find(name) is null && (learned >= MaxLearnedPerDevice || !IsCode(name))) return (Refused($"{key} is not known, and no more can be learned from this device"), false);
            isNew = book.Find(name) is null;
            (var canonical, scale) = Canonical(known?.Unit ?? "");
            if (await book.Learn(name, canonical, known?.Chinese, known?.English).ConfigureAwait(false) is not { } quantity) return (Refused($"{key} is not known, and too many have been learned"), false);
            definition = quantities.Of(quantity);
        }
        var use = definition.Quantity == Quantity.Running && part == "RS" ? ChannelUse.Running : definition.Quantity == Quantity.Tripped && part == "RS" ? ChannelUse.Tripped : ChannelUse.Value;
        if (statistic is { } s && IntervalQuantity.CanBeBase(definition.Quantity))
        {
            definition = quantities.Of(new IntervalQuantity(definition.Quantity, span ?? ReportedSpan.Minutes, s).Quantity);
            if (s == ReportedStatistic.Total) scale = new UnitScale(known?.TotalUnit switch { "g" => 1e-3, "mg" => 1e-6, _ => 1 }, 0);
        }
        var channel = new Channel(use, asset.Key, definition, scale);
        foreach (var latest in history.Latest(asset.Key))
            if (latest.Reading.Quantity == definition.Quantity) channel.Newest = latest.Reading.At.UnixMilliseconds;
        return (channel, isNew);
    }

    private static readonly Channel Aside = new(ChannelUse.Aside, default, null, default);

    private static Channel Refused(string why) => new(ChannelUse.Refused, default, null, default, why);

    private QuantityDefinition? Named(string? name) => name is null ? null : quantities.Find(name);

    private static ReportedStatistic? StatisticOf(string part) => part switch
    {
        "Avg" => ReportedStatistic.Mean,
        "Min" => ReportedStatistic.Minimum,
        "Max" => ReportedStatistic.Maximum,
        "Cou" => ReportedStatistic.Total,
        _ => null,
    };

    // A learned quantity is kept in the unit that others of its kind have.
    private static (string Unit, UnitScale Scale) Canonical(string unit)
    {
        foreach (var (canonical, accepted, scale) in UnitConversion.Default.All)
            if (accepted == unit && unit.Length > 0 && unit != "1") return (canonical, scale);
        return (unit, new UnitScale(1, 0));
    }

    private static bool IsCode(string name) => name.Length <= 48 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-' or '_' or '.');
}
