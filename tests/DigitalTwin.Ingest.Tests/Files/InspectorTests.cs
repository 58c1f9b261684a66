using System.Text;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Files.Guess;
using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Testing;

namespace DigitalTwin.Ingest.Tests.Files;

public class InspectorTests
{
    [Fact]
    public async Task A_Chinese_day_report_is_understood()
    {
        var guess = await Guess("监测时间,进水流量(m3/h),出水COD(mg/L),出水氨氮(mg/L),水温(℃),备注\n2026/1/2 3:00,1250.5,32,1.2,14.1,\n2026/1/2 4:00,1300.1,30,1.1,14.0,检修\n");
        Assert.Equal(("监测时间", 1), (guess.Profile.Time.Column, guess.HeaderRow));
        Assert.StartsWith("yyyy/M/d H:mm:ss", guess.Profile.Time.Format);
        Assert.Equal([("flow", "m3/h"), ("cod", "mg/L"), ("nh3n", "mg/L"), ("temperature", "℃")], guess.Profile.Columns.Select(c => (c.Quantity, c.Unit!)));
        Assert.Contains(guess.Doubts, d => d.Code == "noAsset");
    }

    [Fact]
    public async Task A_European_log_of_a_control_system_is_long_with_decimal_commas()
    {
        var guess = await Guess("Timestamp;Tag;Value;Unit;Status\n31.12.2025 23:59;P1.flow;1.012,5;L/s;good\n01.01.2026 00:00;P1.flow;0,5;L/s;good\n", "town:P1");
        Assert.Equal((FileLayout.Long, ",", ".", ";"), (guess.Profile.Layout, guess.Profile.Decimal, guess.Profile.Thousands, guess.Delimiter));
        Assert.Equal(("Tag", "Value", "Unit", "Status"), (guess.Profile.Long!.Quantity, guess.Profile.Long.Value, guess.Profile.Long.Unit!, guess.Profile.Long.Flag!));
        Assert.StartsWith("d.M.yyyy", guess.Profile.Time.Format);
    }

    [Fact]
    public async Task A_day_that_may_be_a_month_is_in_doubt()
    {
        Assert.Contains((await Guess("date,flow\n1/2/2026,3\n3/4/2026,4\n")).Doubts, d => d.Code == "dayOrMonth");
        Assert.DoesNotContain((await Guess("date,flow\n1/2/2026,3\n1/31/2026,4\n")).Doubts, d => d.Code == "dayOrMonth");
    }

    [SharedDataFact("plants", "superior")]
    public async Task The_log_of_a_real_plant_gives_its_flows_in_MGD()
    {
        await using var file = File.OpenRead(SharedData.PathOf("plants", "superior", "superior_aeration__overview.csv"));
        var guess = await new FileInspector(new KnownAssets(), QuantityCatalogue.Default).Inspect(file, default);
        Assert.Equal("Date", guess.Profile.Time.Column);
        var flow = Assert.Single(guess.Profile.Columns, c => c.Column == "wastewater_treatment_daily_flows_reuse_flow_mgd");
        Assert.Equal(("flow", "MGD"), (flow.Quantity, flow.Unit));
        Assert.Contains(guess.Profile.Columns, c => c is { Column: "process_control_in_house_lab_effluent_nh3_n", Quantity: "nh3n" });
    }

    private static Task<FileInspection> Guess(string text, params string[] assets) => new FileInspector(new KnownAssets(assets), QuantityCatalogue.Default).Inspect(new MemoryStream(Encoding.UTF8.GetBytes(text)), default);
}
