using System.Reflection;
using DigitalTwin.Host.GrainRuntime;

namespace DigitalTwin.Host.Startup;

/// <summary>What this program was built as.</summary>
internal static class Build
{
    public const string GrainRuntime = GrainHosting.Name;

    public static string Version { get; } = typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
