using DigitalTwin.Domain.Forecast.Archive;
using DigitalTwin.Domain.Forecast.State;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Forecasts.Running;

/// <summary>Keeps what the models hold true of the water, so that a restart goes on from it instead of from dry pipes.</summary>
internal sealed partial class StateKeeper(IForecastArchive archive, TimeProvider time, ILogger<StateKeeper> log)
{
    /// <summary>Wall time between two of a part: a state of a large part has some hundred kilobytes.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(20);
    private readonly Dictionary<(string, string), long> _keptAt = [];

    public async Task Keep(NetworkRun network, PartRun part, CancellationToken cancel)
    {
        var key = (network.Network.Name, part.Part.Id);
        if (_keptAt.TryGetValue(key, out var at) && time.GetElapsedTime(at) < Often || part.State is not { } state) return;
        _keptAt[key] = time.GetTimestamp();
        await archive.SaveState(new KeptState(network.Network.Name, part.Part.Id, network.Network.Revision, network.Times.ToInstant(state.At), StateCodec.Write(state)), cancel);
    }

    /// <summary>Null where none was kept, or it is of another revision or version of the model, too old, or not of the past.</summary>
    public async Task<(EstimatedState State, Instant At)?> Find(NetworkRun network, PartRun part, Instant now, CancellationToken cancel)
    {
        if (await archive.FindState(network.Network.Name, part.Part.Id, cancel) is not { } kept || kept.Revision != network.Network.Revision || kept.At > now || now - kept.At > PartRun.MostBehind) return null;
        try
        {
            return StateCodec.Read(kept.Body) is { } state ? (state, kept.At) : null;
        }
        catch (IOException e)
        {
            LogUnread(e, part.Part.Id, network.Network.Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The kept state of part {Part} of {Network} cannot be read; its model begins anew.")]
    private partial void LogUnread(Exception e, string part, string network);
}
