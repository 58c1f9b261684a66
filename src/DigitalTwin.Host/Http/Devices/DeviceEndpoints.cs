using DigitalTwin.Domain.Devices;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Auth;
using DigitalTwin.Ingest.Devices;

namespace DigitalTwin.Host.Http.Devices;

/// <summary><c>/api/v1/devices</c>: which devices may report, and what they speak of.</summary>
internal static class DeviceEndpoints
{
    private const int HighestLimit = 1000;

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        var devices = routes.MapGroup("/devices").WithTags("Devices");
        devices.MapGet("", List).RequireAuthorization(Scopes.Read).WithSummary("Devices")
            .WithDescription("Query: protocol, asset (also one of a channel), q (part of id, name or address), limit (1 to 1000), cursor. Status is what was seen since the server started; null for one that has not spoken.")
            .Produces<PageAnswer<DeviceView>>().ProducesProblem(400);
        devices.MapGet("/{id}", (IDeviceRegistry registry, DeviceViews views, string id) => registry.Find(id) is { } entry ? Results.Ok(views.Of(entry)) : NoDevice(id))
            .RequireAuthorization(Scopes.Read).WithSummary("One device").Produces<DeviceView>().ProducesProblem(404);
        devices.MapGet("/{id}/history", History).RequireAuthorization(Scopes.Read).WithSummary("What a device was, and who changed it").Produces<PageAnswer<DeviceRevisionView>>().ProducesProblem(404);
        devices.MapPut("/{id}", Put).RequireAuthorization(Scopes.WriteDevices).Audited("register device").WithSummary("Register a device, or change it")
            .WithDescription("Secrets (password, key) are taken and never shown. 409 where another device has the address, or where revision is not the present one.")
            .Produces<DeviceView>().Produces<DeviceView>(201).ProducesProblem(400).ProducesProblem(409);
        devices.MapDelete("/{id}", Delete).RequireAuthorization(Scopes.WriteDevices).Audited("remove device").WithSummary("Remove a device; its readings stay").Produces(204).ProducesProblem(404);
        devices.MapGet("/candidates", (DeviceCandidates candidates) => new PageAnswer<CandidateView>([.. candidates.All.Select(DeviceViews.Of)], null))
            .RequireAuthorization(Scopes.Read).WithSummary("Unregistered devices that knocked").WithDescription($"The last {DeviceCandidates.Bound} since the server started, newest first.");
        devices.MapDelete("/candidates/{protocol}/{address}", (DeviceCandidates candidates, string protocol, string address) =>
                DeviceProtocols.TryParse(protocol, out var p) && candidates.Forget(p, Uri.UnescapeDataString(address)) ? Results.NoContent() : Problems.NotFound($"'{address}' has not knocked."))
            .RequireAuthorization(Scopes.WriteDevices).Audited("forget candidate").WithSummary("Take a candidate off the list");
        devices.MapPost("/import", DeviceImport.Post).RequireAuthorization(Scopes.WriteDevices).Audited("import devices").WithSummary("Register many devices")
            .WithDescription("Body: a JSON array of devices with their id, or text/csv with a header of the same names (id, name, protocol, address, asset, intervalSeconds, version, enabled, password, key). "
                + "Query: dryRun=true tells what would be refused and stores nothing. At most 10,000 rows and 8 MB.")
            .Accepts<DeviceBody[]>("application/json", "text/csv").Produces<ImportDevicesAnswer>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415);
    }

    private static IResult List(IDeviceRegistry registry, DeviceViews views, string? protocol, string? asset, string? q, string? limit, string? cursor)
    {
        if (QueryText.Limit(limit, 100, HighestLimit) is not { } most) return QueryText.BadLimit(limit, HighestLimit);
        DeviceProtocol? only = null;
        if (!string.IsNullOrEmpty(protocol))
        {
            if (!DeviceProtocols.TryParse(protocol, out var p)) return Problems.BadField("protocol", $"protocol is '{protocol}'; expected {string.Join(", ", Enum.GetValues<DeviceProtocol>().Select(v => v.WireName()))}.");
            only = p;
        }
        var page = registry.All.Where(e => (only is null || e.Device.Protocol == only) && SpeaksOf(e.Device, asset) && IsCalled(e.Device, q)
            && (string.IsNullOrEmpty(cursor) || string.CompareOrdinal(e.Device.Id, cursor) > 0)).Take(most + 1).ToArray();
        return Results.Ok(new PageAnswer<DeviceView>([.. page.Take(most).Select(views.Of)], page.Length > most ? page[most - 1].Device.Id : null));
    }

    private static bool SpeaksOf(Device device, string? asset) => string.IsNullOrEmpty(asset) || device.Asset?.Value == asset || device.Channels.Any(c => c.Asset?.Value == asset);

    private static bool IsCalled(Device device, string? q) => string.IsNullOrEmpty(q)
        || new[] { device.Id, device.Name, device.Address }.Any(text => text.Contains(q, StringComparison.OrdinalIgnoreCase));

    private static async Task<IResult> History(IDeviceRegistry registry, DeviceViews views, string id, CancellationToken cancel)
    {
        var revisions = await registry.History(id, cancel);
        return revisions.Count == 0 ? NoDevice(id) : Results.Ok(new PageAnswer<DeviceRevisionView>([.. revisions.Select((r, i) => views.Of(r, i + 1))], null));
    }

    private static async Task<IResult> Put(HttpContext http, IDeviceRegistry registry, DeviceReader reader, DeviceViews views, DeviceCandidates candidates, string id, DeviceBody body)
    {
        if (body.Id is { } named && named != id) return Problems.BadField("id", $"id is '{named}'; expected '{id}' as in the address, or none.");
        var (device, field, why) = reader.Read(id, body);
        if (device is null) return Problems.BadField(field, why);
        http.Was(registry.Find(id) is { } known ? views.Of(known) : null);
        switch (await registry.Save(device, DeviceReader.Secrets(body, registry.Find(id)?.Secrets), http.User.Identity?.Name ?? "", body.Revision))
        {
            case DeviceOutcome.AddressTaken taken: return Problems.Of(409, $"address '{device.Address}' is that of device '{taken.By}' already.", new() { ["field"] = "address" });
            case DeviceOutcome.Conflict conflict: return Problems.Of(409, $"revision is {body.Revision}, but the device is at {conflict.Version}; read it again.", new() { ["field"] = "revision" });
            case DeviceOutcome.Saved saved:
                candidates.Forget(device.Protocol, device.Address);
                return saved.IsNew ? Results.Created($"/api/v1/devices/{id}", views.Of(saved.Entry)) : Results.Ok(views.Of(saved.Entry));
            default: throw new InvalidOperationException("An outcome that is not known.");
        }
    }

    private static async Task<IResult> Delete(HttpContext http, IDeviceRegistry registry, DeviceViews views, DeviceActivity activity, string id)
    {
        http.Was(registry.Find(id) is { } known ? views.Of(known) : null);
        if (!await registry.Remove(id, http.User.Identity?.Name ?? "")) return NoDevice(id);
        activity.Forget(id);
        return Results.NoContent();
    }

    internal static IResult NoDevice(string id) => Problems.NotFound($"Device '{id}' is not registered.");
}
