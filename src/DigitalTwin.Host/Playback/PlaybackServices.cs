using DigitalTwin.Host.Http;

namespace DigitalTwin.Host.Playback;

internal static class PlaybackServices
{
    public static void AddPlayback(this IServiceCollection services)
    {
        services.AddSingleton<PastNetworks>();
        services.AddSingleton<PastCache>();
        services.AddSingleton<PastStates>();
        services.AddSingleton<PastAssets>();
        services.AddSingleton<PastFlows>();
        services.AddSingleton<Player>();
        services.AddSingleton<PastBound>();
    }
}
