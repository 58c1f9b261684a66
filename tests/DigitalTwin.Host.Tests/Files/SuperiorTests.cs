using System.Globalization;
using System.Text;
using DigitalTwin.Host.Tests.Running;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Files;

/// <summary>880 days of a real plant, in US units and with its typos, through the file route.</summary>
public class SuperiorTests
{
    private const double CubicMetresPerSecondOfMgd = 0.0438126363888889;
    private const string Profile = """
        {"asset":"town:OUT","time":{"column":"Date","zone":"America/Denver"},
         "columns":[
          {"column":"wastewater_treatment_daily_flows_inf_flow_mgd","quantity":"flow","unit":"MGD","maximum":10,"asset":"town:WELL"},
          {"column":"wastewater_treatment_daily_flows_reuse_flow_mgd","quantity":"flow","unit":"MGD"},
          {"column":"process_control_in_house_lab_effluent_nh3_n","quantity":"nh3n","unit":"mg/L"},
          {"column":"process_control_in_house_lab_eff_nitrate","quantity":"no3n","unit":"mg/L"},
          {"column":"rock_ck_effluent_ph_daily_ph","quantity":"ph"},
          {"column":"eff_tss_mgl","quantity":"ss"}]}
        """;

    [SharedDataFact("plants", "superior")]
    public async Task Its_typos_are_refused_or_marked_and_every_day_of_reuse_comes_in()
    {
        await using var host = await RunningHost.Start();
        await host.Import();
        var file = await File.ReadAllBytesAsync(SharedData.PathOf("plants", "superior", "superior_aeration__overview.csv"));
        var (status, report) = await host.Http.Send("/api/v1/files", "mapping", Profile, file, "superior.csv");
        Assert.True(status == 200, report.ToString());
        Assert.Equal(880, report.Number("rows"));

        // Text in columns of numbers: "umr", "po" and the like are refused, cell by cell, with their text.
        var codes = report.GetProperty("refusedByCode");
        Assert.Equal(report.Number("refusedCount"), codes.EnumerateObject().Sum(c => c.Value.GetInt64()));
        Assert.Contains(report.GetProperty("refused").EnumerateArray(), r => r.Text("text") == "umr" && r.Text("code") == "notANumber");
        var nitrate = report.GetProperty("series").EnumerateArray().Single(s => s.Text("quantity") == "no3n");
        Assert.Equal((821, 18), (nitrate.GetProperty("readings").GetInt32(), nitrate.GetProperty("refused").GetInt32()));

        // The lost decimal point of 2019-08-31 is kept and marked, never silently believed.
        var influent = (await host.Get("/api/v1/assets/town:WELL/readings?quantity=flow&from=2017-11-01T00:00:00Z&to=2021-01-01T00:00:00Z&limit=10000")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(838, influent.Length); // 848 cells, of which 10 repeat a day: 2019-12-24 to 2020-01-05 stand in the file twice.
        var typo = Assert.Single(influent, p => !IsUsable(p));
        Assert.Equal(795 * CubicMetresPerSecondOfMgd, typo.GetProperty("value").GetDouble(), 6);
        Assert.Equal("2019-08-31", DateTimeOffset.Parse(typo.Text("at")!, CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(-6)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal("suspect", typo.Text("quality"));

        var reuse = (await host.Get("/api/v1/assets/town:OUT/readings?quantity=flow&from=2017-11-01T00:00:00Z&to=2021-01-01T00:00:00Z&limit=10000")).GetProperty("items").EnumerateArray().ToArray();
        // 606 rows have reuse flow; five of them repeat a day, with the same value.
        Assert.Equal(601, reuse.Count(p => p.GetProperty("value").GetDouble() > 0));
        var column = Array.IndexOf(Encoding.UTF8.GetString(file).Split('\n')[0].Split(','), "wastewater_treatment_daily_flows_reuse_flow_mgd");
        var rows = Encoding.UTF8.GetString(file).Split('\n').Skip(1).Select(l => l.Split(',')).Where(c => c.Length > column && double.TryParse(c[column], CultureInfo.InvariantCulture, out var v) && v > 0).ToArray();
        Assert.Equal((606, 601), (rows.Length, rows.DistinctBy(c => c[0]).Count()));
        Assert.All(reuse, p => Assert.True(IsUsable(p), p.ToString()));
    }

    /// <summary>A daily value has no gap before it.</summary>
    private static bool IsUsable(System.Text.Json.JsonElement point) => point.Text("quality") is "good";
}
