using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DigitalTwin.Host.Tests.People;

namespace DigitalTwin.Host.Tests.Resources;

public class ResourceTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task The_nearest_that_is_ready_comes_first_and_is_sent_to_one_incident_at_a_time()
    {
        await Make("near", [113.10, 36.20]);
        await Make("far", [113.50, 36.20]);
        await Make("nowhere", null);
        var found = (await town.Host.Get("/api/v1/resources?kind=pumpTruck&state=ready&near=113.11,36.20")).GetProperty("items").EnumerateArray().Select(r => (r.GetProperty("id").GetString()!, r.GetProperty("distanceM"))).ToArray();
        Assert.Equal(["near", "far", "nowhere"], found.Select(f => f.Item1));
        Assert.InRange(found[0].Item2.GetDouble(), 896, 899); // 0.01° of longitude at 36.2° N.
        Assert.Equal(JsonValueKind.Null, found[2].Item2.ValueKind);

        Assert.Equal(HttpStatusCode.OK, (await Post("near/assign", new { incident = "I-1", requestId = "r" })).StatusCode);
        var again = await (await Post("near/assign", new { incident = "I-1", requestId = "r" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((2, "assigned"), (again.GetProperty("version").GetInt32(), again.GetProperty("state").GetString()!));
        Assert.Equal(HttpStatusCode.Conflict, (await Post("near/assign", new { incident = "I-2" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post("near/state", new { state = "working" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await Post("near/state", new { state = "ready" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await town.Host.Http.DeleteAsync("/api/v1/resources/near")).StatusCode);
        Assert.Equal("ready", (await (await Post("near/release", new { })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await Post("far/state", new { state = "enRoute" })).StatusCode);
    }

    [Fact]
    public async Task A_department_changes_its_own_and_a_region_is_seen_by_whom_it_is_open_to()
    {
        Assert.Equal(HttpStatusCode.OK, (await Put("northern", "water", ["north"])).StatusCode);
        using var own = await town.SignedInOf("water", [], "own-department", "departmentHead");
        using var other = await town.SignedInOf("health", [], "other-department", "departmentHead");
        using var south = await town.SignedInOf("water", ["south"], "southern", "departmentHead");
        using var commander = await town.SignedInOf("emergency", [], "any-commander", "commander");
        Assert.Equal(HttpStatusCode.OK, (await own.PostAsJsonAsync("/api/v1/resources/northern/assign", new { incident = "I-1" })).StatusCode);
        foreach (var path in new[] { "assign", "state", "release" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsJsonAsync($"/api/v1/resources/northern/{path}", new { incident = "I-1", state = "working" })).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await south.PostAsJsonAsync($"/api/v1/resources/northern/{path}", new { incident = "I-1", state = "working" })).StatusCode);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await other.DeleteAsync("/api/v1/resources/northern")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Put(other, "northern", "health", [])).StatusCode); // Nor takes it away.
        Assert.Equal(HttpStatusCode.Forbidden, (await Put(other, "planted", "water", [])).StatusCode); // Nor makes one of another's.
        Assert.Equal(HttpStatusCode.NotFound, (await south.GetAsync("/api/v1/resources/northern")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await south.GetAsync("/api/v1/resources/northern/track")).StatusCode);
        Assert.DoesNotContain("northern", await south.GetStringAsync("/api/v1/resources"));
        Assert.Contains("northern", await other.GetStringAsync("/api/v1/resources"));
        Assert.Equal(HttpStatusCode.OK, (await commander.PostAsJsonAsync("/api/v1/resources/northern/release", new { })).StatusCode);
    }

    [Theory]
    [InlineData("kind", "{\"name\":\"x\",\"department\":\"water\"}")]
    [InlineData("department", "{\"kind\":\"crew\",\"name\":\"x\",\"department\":\"none\"}")]
    [InlineData("position", "{\"kind\":\"crew\",\"name\":\"x\",\"department\":\"water\",\"position\":[200,1]}")]
    [InlineData("capacity", "{\"kind\":\"crew\",\"name\":\"x\",\"department\":\"water\",\"capacity\":-1}")]
    [InlineData("terminal", "{\"kind\":\"crew\",\"name\":\"x\",\"department\":\"water\",\"terminal\":\"1\"}")]
    public async Task What_is_wrong_is_named(string field, string body)
    {
        using var refused = await town.Host.Http.PutAsync("/api/v1/resources/wrong", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(field, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
    }

    private async Task Make(string id, double[]? position) =>
        Assert.Equal(HttpStatusCode.OK, (await town.Host.Http.PutAsJsonAsync($"/api/v1/resources/{id}", new { kind = "pumpTruck", name = id, department = "water", position, capacity = 3000 })).StatusCode);

    private Task<HttpResponseMessage> Post(string path, object body) => town.Host.Http.PostAsJsonAsync($"/api/v1/resources/{path}", body);

    private Task<HttpResponseMessage> Put(string id, string department, string[] regions) => Put(town.Host.Http, id, department, regions);

    private static Task<HttpResponseMessage> Put(HttpClient by, string id, string department, string[] regions) => by.PutAsJsonAsync($"/api/v1/resources/{id}", new { kind = "crew", name = id, department, regions });
}
