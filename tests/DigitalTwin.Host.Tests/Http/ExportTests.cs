using System.Net;
using System.Text.Json;
using DigitalTwin.Host.Tests.Running;

namespace DigitalTwin.Host.Tests.Http;

public class ExportTests
{
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

        using (var unknown = await host.Http.GetAsync("/api/v1/networks/nowhere/export?format=swmm")) Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using (var other = await host.Http.GetAsync("/api/v1/networks/town/export?format=dxf")) Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);

        JsonElement Of(string name) => city.RootElement.GetProperty("items").EnumerateArray().First(n => n.GetProperty("name").GetString() == name);
    }
}
