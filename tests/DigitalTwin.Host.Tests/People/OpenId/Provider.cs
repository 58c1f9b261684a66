using System.Diagnostics;

namespace DigitalTwin.Host.Tests.People.OpenId;

/// <summary>A test that needs the provider of <c>tests/OpenIdProvider</c>, which <c>./twin test</c> installs.</summary>
public sealed class ProviderFactAttribute : FactAttribute
{
    public ProviderFactAttribute() => Skip = Provider.WhyNot;
}

/// <summary>An OpenID provider in a process of its own.</summary>
internal sealed class Provider(Process process) : IAsyncDisposable
{
    /// <summary>Null where it can be started.</summary>
    public static string? WhyNot { get; } = Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider")) ? null : "oidc-provider is not installed; ./twin test does so, or npm ci in tests/OpenIdProvider.";

    private static string Folder
    {
        get
        {
            for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
                if (Directory.Exists(Path.Combine(at.FullName, "tests", "OpenIdProvider"))) return Path.Combine(at.FullName, "tests", "OpenIdProvider");
            return "";
        }
    }

    public static async Task<Provider> Start(int port, string redirect)
    {
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "provider.mjs"), $"{port}", redirect]) { RedirectStandardOutput = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            if (line == "ready") return new(process);
        throw new InvalidOperationException($"The provider ended with {process.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
