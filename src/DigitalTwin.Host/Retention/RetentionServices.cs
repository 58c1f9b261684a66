using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;

namespace DigitalTwin.Host.Retention;

/// <summary>What is kept for how long.</summary>
internal static class RetentionServices
{
    public static void AddRetention(this IServiceCollection services, RetentionOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(_ => Policy(options));
        services.AddSingleton<HoldBook>();
        services.AddSingleton<RetentionNotes>();
        services.AddHostedService<RetentionKeeper>();
    }

    private static RetentionPolicy Policy(RetentionOptions options)
    {
        if (options.Policy is null) return RetentionPolicy.Default;
        using var json = File.OpenRead(options.Policy);
        try
        {
            return RetentionPolicy.Parse(json, QuantityCatalogue.Default);
        }
        catch (FormatException wrong)
        {
            throw new InvalidOperationException($"{options.Policy}: {wrong.Message}", wrong);
        }
    }
}
