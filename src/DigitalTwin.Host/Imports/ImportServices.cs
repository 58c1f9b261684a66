namespace DigitalTwin.Host.Imports;

/// <summary>Puts imports together.</summary>
internal static class ImportServices
{
    public static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportStore>();
        services.AddSingleton<ImportDesk>();
        services.AddSingleton<ImportProfiles>();
    }
}
