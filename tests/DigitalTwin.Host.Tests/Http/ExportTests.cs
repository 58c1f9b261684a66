using System.Net;
using System.Text.Json;
using DigitalTwin.Host.Cli;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Http;

public class ExportTests
{
    [Fact]
    public async Task The_command_writes_the_same_file_from_the_server_and_from_its_folder()
    {
        var folder = Directory.CreateTempSubdirectory("twin-export-").FullName;
        try
        {
            var (live, kept, map) = (Path.Combine(folder, "live.inp"), Path.Combine(folder, "kept.inp"), Path.Combine(folder, "kept.geojson"));
            var data = Path.Combine(folder, "data");
            await using (var host = await RunningHost.Start(data))
            {
                using (var first = await host.Http.PostAsync("/api/v1/networks?format=swmm&crs=EPSG:4326&as=town", new StringContent(TestPlan.Swmm)))
                    Assert.Equal(HttpStatusCode.Created, first.StatusCode);
                Assert.Equal(0, await ExportCommand.Run(["town", "--format", "swmm", "--out", live, "--url", host.Url]));
            }
            Assert.Equal(0, await ExportCommand.Run(["town", "--format", "swmm", "--out", kept, "--data", data]));
            Assert.Equal(await File.ReadAllTextAsync(live), await File.ReadAllTextAsync(kept));
            Assert.Contains("[CONDUITS]", await File.ReadAllTextAsync(kept), StringComparison.Ordinal);
            Assert.Equal(0, await ExportCommand.Run(["town", "--format=geojson", "--out", map, "--data", data]));
            Assert.Contains("FeatureCollection", await File.ReadAllTextAsync(map), StringComparison.Ordinal);
            Assert.Contains("town", (await Assert.ThrowsAsync<CommandException>(() => ExportCommand.Run(["nowhere", "--format", "swmm", "--data", data]))).Message, StringComparison.Ordinal);
            Assert.Contains("swmm, epanet, geojson", (await Assert.ThrowsAsync<CommandException>(() => ExportCommand.Run(["town", "--format", "dxf", "--data", data]))).Message, StringComparison.Ordinal);
            Assert.Contains("EPSG:1", (await Assert.ThrowsAsync<CommandException>(() => ExportCommand.Run(["town", "--format", "swmm", "--crs", "EPSG:1", "--data", data]))).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public async Task A_network_goes_out_as_a_swmm_file_that_comes_in_again()
    {
        await using var host = await RunningHost.Start();
        using (var first = await host.Http.PostAsync("/api/v1/networks?format=swmm&crs=EPSG:4326&as=town", new StringContent(TestPlan.Swmm)))
            Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var text = await host.Http.GetStringAsync("/api/v1/networks/town/export?format=swmm");
        Assert.Contains("[CONDUITS]", text, StringComparison.Ordinal);
        using var again = await host.Http.PostAsync("/api/v1/networks?format=swmm&crs=EPSG:4326&as=copy", new StringContent(text));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        using var city = JsonDocument.Parse(await host.Http.GetStringAsync("/api/v1/networks"));
        var (town, copy) = (Of("town"), Of("copy"));
        Assert.Equal((town.GetProperty("nodes").GetInt32(), town.GetProperty("links").GetInt32()), (copy.GetProperty("nodes").GetInt32(), copy.GetProperty("links").GetInt32()));

        using (var map = await host.Http.GetAsync("/api/v1/networks/town/export?format=geojson"))
        {
            Assert.Equal("application/geo+json", map.Content.Headers.ContentType?.MediaType);
            using var features = JsonDocument.Parse(await map.Content.ReadAsStringAsync());
            Assert.Equal("FeatureCollection", features.RootElement.GetProperty("type").GetString());
        }
        using (var unknown = await host.Http.GetAsync("/api/v1/networks/nowhere/export?format=swmm")) Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using (var other = await host.Http.GetAsync("/api/v1/networks/town/export?format=dxf")) Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);

        JsonElement Of(string name) => city.RootElement.GetProperty("items").EnumerateArray().First(n => n.GetProperty("name").GetString() == name);
    }
}
