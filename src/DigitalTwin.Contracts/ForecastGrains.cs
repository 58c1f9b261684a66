using Orleans;
using Orleans.Concurrency;

namespace DigitalTwin.Contracts;

/// <summary>The forecasts of one network: who computes them, and who hears of them. The grain key is the network's name.</summary>
/// <remarks>Computing takes a core for seconds, which is no work for a grain's turn: a host does it, one at a time by lease, so that a cluster does not do it twice.</remarks>
public interface IForecastGrain : IGrainWithStringKey
{
    /// <summary>A host asks to compute this network's forecasts, and renews that with each look; false while another one does.</summary>
    /// <param name="host">Names it among the hosts of the cluster.</param>
    Task<ForecastTurn> Hold(string host);

    /// <summary>Someone wants a forecast now; the host that holds the turn finds it with its next look.</summary>
    Task Ask();

    /// <summary>A forecast is in the archive: what it expects goes to the risk grains, the news to all hosts.</summary>
    /// <param name="news">What is told.</param>
    /// <param name="expected">One for each catchment of the part, also where nothing is expected any more.</param>
    Task Issued(ForecastNews news, CatchmentOutlook[] expected);

    /// <summary>Renewed every minute by a host; forgotten when not renewed for three.</summary>
    Task Subscribe(IForecastObserver observer);
}

public interface IForecastObserver : IGrainObserver
{
    [OneWay]
    Task Issued(ForecastNews news);
}

/// <param name="IsMine">The host computes this network's forecasts until it lets a minute pass.</param>
/// <param name="IsAsked">Someone has asked for one since the last turn.</param>
[GenerateSerializer, Immutable, Alias("ForecastTurn")]
public sealed record ForecastTurn([property: Id(0)] bool IsMine, [property: Id(1)] bool IsAsked);

/// <param name="Id">In the archive.</param>
/// <param name="Events">How many it expects.</param>
[GenerateSerializer, Immutable, Alias("ForecastNews")]
public sealed record ForecastNews([property: Id(0)] string Network, [property: Id(1)] string Id, [property: Id(2)] long IssuedAt, [property: Id(3)] int Events);

/// <summary>What a forecast sees in one catchment.</summary>
[GenerateSerializer, Immutable, Alias("CatchmentOutlook")]
public sealed record CatchmentOutlook([property: Id(0)] string Catchment, [property: Id(1)] ExpectedBatch Expected);
