using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Host.Forecasts.Skill;
using DigitalTwin.Host.Live;

namespace DigitalTwin.Host.Http.Forecasts;

internal sealed record SkillRowView(string Asset, string? Name, string Quantity, string Unit, int Lead, int N, double? Rmse, double? PersistenceRmse, double? Skill, double? Coverage);

internal sealed record SkillView(int[] Leads, SkillRowView[] Rows, EventSkill Events, int Issued, string Since, string Until);

internal sealed record CameView(long[] Times, double[] Forecast, double?[] P10, double?[] P90, double?[] Measured);

/// <summary>What was forecast and what came, as requests ask for it.</summary>
internal sealed class SkillAnswers(SkillReader reader, IRegistry registry, QuantityCatalogue quantities, CityClock clock)
{
    private const int MostDays = 31;
    /// <summary>m. Levels that move less than sensors err say nothing of a forecast's skill.</summary>
    private const double LeastMove = 0.01;

    public async Task<IResult> Skill(string? network, string? days, string? lead, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(network) || !registry.Networks.Contains(network)) return ForecastRead.NoNetwork(network ?? "");
        var back = 1.0;
        if (!string.IsNullOrEmpty(days) && (!double.TryParse(days, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out back) || !(back > 0 && back <= MostDays)))
            return Problems.BadField("days", $"days is '{days}'; expected more than 0 and at most {MostDays}.");
        if (!TryLead(lead, out var one)) return BadLead(lead);
        var leads = one is { } asked ? [asked] : SkillReader.Leads;
        var sheet = await reader.Read(network, TimeSpan.FromDays(back), leads, cancel);
        return Results.Ok(new SkillView(leads, [.. sheet.Rows.Select(Of)], sheet.Events, sheet.Issued, sheet.Since.ToString(), sheet.Until.ToString()));
    }

    public async Task<IResult> Came(string? asset, string? quantity, string? lead, string? from, string? to, CancellationToken cancel)
    {
        if (asset is null || AssetEndpoints.FindAsset(registry, asset) is not { } entry) return Problems.BadField("asset", $"asset is '{asset}'; expected the id of a known asset.");
        if (quantities.Find(quantity is null or "inflow" ? quantity is null ? "" : "flow" : quantity) is not { } known || (known.Quantity != Quantity.Level && known.Quantity != Quantity.Flow))
            return Problems.BadField("quantity", $"quantity is '{quantity}'; expected level, flow or inflow.");
        if (!TryLead(lead, out var one)) return BadLead(lead);
        if (!QueryText.TryInstant(from, out var begin)) return QueryText.BadInstant("from", from);
        if (!QueryText.TryInstant(to, out var end)) return QueryText.BadInstant("to", to);
        var until = end ?? clock.Now;
        var since = begin ?? until - TimeSpan.FromDays(1);
        if (since >= until || until - since > TimeSpan.FromDays(MostDays)) return Problems.BadField("from", $"from and to span {(until - since).TotalDays:0.##} days; expected more than 0 and at most {MostDays}.");
        var came = await reader.Came(entry, known.Quantity, one ?? 60, since, until, cancel);
        return Results.Ok(new CameView([.. came.Times], [.. came.Forecast], [.. came.P10], [.. came.P90], [.. came.Measured]));
    }

    private SkillRowView Of(SkillRow r)
    {
        var (asset, definition) = (registry.Find(r.Asset), quantities.Of(r.Quantity));
        return new SkillRowView(asset?.Id.Value ?? r.Asset.ToString(), asset?.Name, definition.Name, definition.Unit, r.Lead, r.N, WireNames.Finite(r.Rmse), WireNames.Finite(r.Persistence),
            r.Persistence > (r.Quantity == Quantity.Level ? LeastMove : 0) ? WireNames.Finite(1 - r.Rmse * r.Rmse / (r.Persistence * r.Persistence)) : null, r.Coverage is { } c ? Math.Round(c, 3) : null);
    }

    private static bool TryLead(string? text, out int? lead)
    {
        lead = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || !SkillReader.Leads.Contains(minutes)) return false;
        lead = minutes;
        return true;
    }

    private static IResult BadLead(string? lead) => Problems.BadField("lead", $"lead is '{lead}'; expected {string.Join(", ", SkillReader.Leads)} minutes.");
}
