using DigitalTwin.Host.Cli;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Restart;

public class StormReplayTests
{
    [SharedDataFact("bellinge", "bellinge_2012-06-29_storm_1min.csv")]
    public async Task The_storm_of_Bellinge_raises_warnings_and_ends_them()
    {
        await using var host = await RunningHost.Start();
        Environment.SetEnvironmentVariable(ServerClient.KeyVariable, RunningHost.Key);
        Assert.Equal(0, await ImportCommand.Run([SharedData.PathOf("bellinge", "bellinge.inp"), "--crs", "EPSG:25832", "--as", "bellinge", "--url", host.Url]));
        Assert.Equal(0, await ReplayCommand.Run([SharedData.PathOf("bellinge", "bellinge_2012-06-29_storm_1min.csv"), "--as", "bellinge", "--speed", "100000", "--url", host.Url]));
        var network = (await host.Get("/api/v1/city")).GetProperty("networks")[0];
        Assert.Equal((1020, 1044), (network.GetProperty("nodes").GetInt32(), network.GetProperty("links").GetInt32()));
        Assert.Equal("live", (await host.Get("/api/v1/clock")).GetProperty("mode").GetString());
        var ended = await host.GetUntil("/api/v1/warnings?open=false&limit=1000", w => w.GetProperty("items").GetArrayLength() >= 10);
        Assert.All(ended.GetProperty("items").EnumerateArray(), w => Assert.StartsWith("2012-06-", w.GetProperty("since").GetString()));
        await host.GetUntil("/api/v1/warnings?open=true", w => w.GetProperty("items").GetArrayLength() == 0);
        var level = await host.Get("/api/v1/assets/bellinge:G71F04R/readings?quantity=level&from=2012-06-29T00:00:00Z&to=2012-07-01T00:00:00Z&limit=5000");
        Assert.Equal(2639, level.GetProperty("items").GetArrayLength());
    }
}
