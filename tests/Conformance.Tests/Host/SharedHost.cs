namespace Conformance.Host;

/// <summary>One runtime with the usual settings for all tests that need no others.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public const string Name = "shared host";

    public RunningHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await RunningHost.Start(new HostSettings());

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

[CollectionDefinition(SharedHost.Name)]
public sealed class SharedHostCollection : ICollectionFixture<SharedHost>;
