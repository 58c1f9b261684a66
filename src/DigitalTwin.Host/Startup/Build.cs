using System.Reflection;

namespace DigitalTwin.Host.Startup;

/// <summary>What this program was built as.</summary>
internal static class Build
{
#if GRAINS_EMBEDDED
    public const string GrainRuntime = "Embedded";
#else
    public const string GrainRuntime = "Orleans";
#endif

    public static string Version { get; } = typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
