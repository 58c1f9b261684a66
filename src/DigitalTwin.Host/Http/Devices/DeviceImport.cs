using System.Globalization;
using System.Text;
using System.Text.Json;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Ingest.Devices;

namespace DigitalTwin.Host.Http.Devices;

/// <summary>Many devices at once, from JSON or from a table that people keep.</summary>
internal static class DeviceImport
{
    public const int MaxRows = 10_000;
    public const int MaxBytes = 8 * 1024 * 1024;

    public static async Task<IResult> Post(HttpContext http, IDeviceRegistry registry, DeviceReader reader, DeviceCandidates candidates, bool? dryRun)
    {
        using var body = await RequestBody.Read(http, MaxBytes);
        if (body is null) return Problems.Of(413, $"The body is larger than {MaxBytes} bytes.");
        var type = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is not ("application/json" or "text/csv")) return Problems.Of(415, $"Content-Type is '{http.Request.ContentType}'; expected application/json or text/csv.");
        DeviceBody?[] rows;
        try
        {
            rows = type == "text/csv" ? DeviceCsv.Read(Encoding.UTF8.GetString(body.Bytes)) : JsonSerializer.Deserialize<DeviceBody?[]>(body.Bytes, JsonSerializerOptions.Web) ?? [];
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return Problems.BadRequest($"{e.Message} Nothing was stored.");
        }
        if (rows.Length > MaxRows) return Problems.Of(413, $"The body has {rows.Length} rows; expected at most {MaxRows}. Nothing was stored.");
        var who = http.User.Identity?.Name ?? "";
        var rejected = new List<RejectedRow>();
        var (created, changed) = (0, 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var addresses = new Dictionary<(DeviceProtocol, string), string>();
        foreach (var (row, index) in rows.Select((r, i) => (r, i)))
        {
            var (device, _, why) = row is null ? (null, "", "the row is null; expected an object.") : reader.Read(row.Id ?? "", row);
            if (device is not null && !seen.Add(device.Id)) why = $"id '{device.Id}' is there more than once.";
            else if (device is not null && registry.FindByAddress(device.Protocol, device.Address) is { } other && other.Device.Id != device.Id) why = TakenBy(device, other.Device.Id);
            else if (device is not null && !addresses.TryAdd((device.Protocol, device.Address), device.Id)) why = TakenBy(device, addresses[(device.Protocol, device.Address)]);
            if (device is null || why.Length > 0)
            {
                rejected.Add(new RejectedRow(index, row?.Id, why));
                continue;
            }
            var before = registry.Find(device.Id);
            if (dryRun != true)
            {
                var outcome = await registry.Save(device, DeviceReader.Secrets(row!, before?.Secrets), who, row!.Revision);
                if (outcome is not DeviceOutcome.Saved)
                {
                    rejected.Add(new RejectedRow(index, device.Id, outcome is DeviceOutcome.AddressTaken taken ? TakenBy(device, taken.By) : $"revision {row!.Revision} is not the present one."));
                    continue;
                }
                candidates.Forget(device.Protocol, device.Address);
            }
            if (before is null) created++;
            else changed++;
        }
        return Results.Ok(new ImportDevicesAnswer(created, changed, dryRun == true, rejected));
    }

    private static string TakenBy(Device device, string other) => $"address '{device.Address}' is that of device '{other}' already.";
}

internal sealed record ImportDevicesAnswer(int Created, int Changed, bool DryRun, IReadOnlyList<RejectedRow> Rejected);

internal sealed record RejectedRow(int Index, string? Id, string Why);

/// <summary>RFC 4180 with a header line; columns in any order, unknown ones refused by name.</summary>
internal static class DeviceCsv
{
    private static readonly string[] Columns = ["id", "name", "protocol", "address", "asset", "intervalSeconds", "version", "enabled", "password", "key"];

    /// <exception cref="FormatException">The header or a row cannot be read; says which and why.</exception>
    public static DeviceBody[] Read(string text)
    {
        var rows = Split(text.TrimStart('\uFEFF'));
        if (rows.Count == 0) throw new FormatException("The table is empty; expected a header line.");
        var header = rows[0].Select(h => Columns.FirstOrDefault(c => c.Equals(h.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"Column '{h.Trim()}' is not known; expected some of {string.Join(", ", Columns)}.")).ToArray();
        return [.. rows.Skip(1).Where(r => r.Any(c => c.Length > 0)).Select((r, i) => Body(header, r, i + 2))];
    }

    private static DeviceBody Body(string[] header, List<string> row, int line)
    {
        string? Cell(string name) => Array.IndexOf(header, name) is >= 0 and var at && at < row.Count && row[at].Trim() is { Length: > 0 } text ? text : null;
        double? interval = null;
        if (Cell("intervalSeconds") is { } seconds)
            interval = double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new FormatException($"Line {line}: intervalSeconds is '{seconds}'; expected a number.");
        bool? enabled = Cell("enabled") is not { } word ? null : word.ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "是" => true,
            "false" or "0" or "no" or "否" => false,
            _ => throw new FormatException($"Line {line}: enabled is '{word}'; expected true or false."),
        };
        return new DeviceBody(Cell("id"), Cell("name"), Cell("protocol"), Cell("address"), Cell("asset"), null, interval, Cell("version"), enabled, Cell("password"), Cell("key"), null);
    }

    private static List<List<string>> Split(string text)
    {
        var rows = new List<List<string>>();
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') { cell.Append('"'); i++; }
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c == ',') { row.Add(cell.ToString()); cell.Clear(); }
            else if (!quoted && c == '\n') { row.Add(cell.ToString()); cell.Clear(); rows.Add(row); row = []; }
            else if (quoted || c != '\r') cell.Append(c);
        }
        if (quoted) throw new FormatException("A quotation mark is not closed.");
        if (cell.Length > 0 || row.Count > 0) { row.Add(cell.ToString()); rows.Add(row); }
        return rows;
    }
}
