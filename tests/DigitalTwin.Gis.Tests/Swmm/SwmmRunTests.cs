using DigitalTwin.Domain.Hydraulics.Hydrology;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Swmm;

namespace DigitalTwin.Gis.Tests.Swmm;

/// <summary>What a file says of a run beside its network, in the file's units, and out again.</summary>
public class SwmmRunTests
{
    private static readonly string Plan = SwmmPlan.Sound.Replace("FLOW_UNITS CMS", "FLOW_UNITS LPS\nSTART_DATE 06/01/2026\nSTART_TIME 06:00\nINFILTRATION MODIFIED_GREEN_AMPT").Replace("O1 8 FREE NO", "O1 8 TIMESERIES tide NO") + """

        [EVAPORATION]
        MONTHLY 1 1 2 3 4 5 6 5 4 3 2 1
        DRY_ONLY YES
        RECOVERY dry
        [PATTERNS]
        dry MONTHLY 0.5 0.5 1 1 1 1 1 1 1 1
        dry 0.5 0.5
        daily HOURLY 1 1 1 1 1 1 2 2 2 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
        [INFLOWS]
        J1 FLOW works FLOW 1.0 0.5 2 daily
        J2 FLOW "" FLOW 1.0 1.0 3
        J1 TSS load CONCEN 1 1 7
        [TIMESERIES]
        works 0 0
        works 1 10
        works 2:00 0
        tide 06/01/2026 06:00 8.5
        tide 06/01/2026 12:00 9.5
        [SUBCATCHMENTS]
        S1 * J1 1 50 100 1 0
        S2 * J2 1 50 100 1 0
        [SUBAREAS]
        S1 0.013 0.1 1 3 25 OUTLET
        S2 0.013 0.1 1 3 25 OUTLET
        [INFILTRATION]
        S1 100 10 0.3
        S2 80 5 7 CURVE_NUMBER
        """;

    private static Network Read(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return Assert.IsType<ImportOutcome.Accepted>(SwmmImporter.Import(stream, new ImportOptions("town", "EPSG:25832"))).Network;
    }

    private static SwmmRun Run(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return SwmmRun.Read(stream);
    }

    private static readonly DateTime Start = new(2026, 6, 1, 6, 0, 0);

    [Fact]
    public void Inflows_tides_and_evaporation_come_in_si_units()
    {
        var input = Run(Plan).Input;
        var works = Assert.Single(input.Inflows);
        Assert.Equal(("J1", 0.5, "works"), (works.Node, works.Scale, works.Name));
        Assert.Equal(0.005, works.Series.Within(Start.AddMinutes(30)), 1e-12);
        Assert.Equal(0, works.Series.Within(Start.AddHours(3)));
        Assert.Equal(9, input.Stages["O1"].At(Start.AddHours(3)), 1e-12);
        Assert.Equal((5, 6, 1, true), (input.Evaporation.At(Start), input.Evaporation.At(Start.AddDays(31)), input.Evaporation.RecoveryAt(Start), input.Evaporation.IsDryOnly));
        Assert.Equal(0.5, input.Evaporation.RecoveryAt(new DateTime(2026, 12, 1)));
    }

    [Fact]
    public void A_baseline_keeps_a_pattern_of_its_own_and_without_one_is_dry_weather_flow()
    {
        var nodes = Read(Plan).Nodes.ToDictionary(n => n.LocalId);
        Assert.Equal(("0.002", "daily", 0.0), (nodes["J1"].Attributes[DryWeatherFlow.Baseline], nodes["J1"].Attributes[DryWeatherFlow.BaselinePattern], nodes["J1"].DryWeatherInflow));
        Assert.Equal(0.003, nodes["J2"].DryWeatherInflow, 1e-12);
    }

    [Fact]
    public void Each_piece_of_land_keeps_its_law()
    {
        var land = Read(Plan).Subcatchments.ToDictionary(s => s.LocalId);
        Assert.Equal(("MODIFIED_GREEN_AMPT", "100", "10", "0.3"), (land["S1"].Parameters["Law"], land["S1"].Parameters["Suction"], land["S1"].Parameters["Ksat"], land["S1"].Parameters["IMD"]));
        Assert.Equal(("80", "7", false), (land["S2"].Parameters["CurveNum"], land["S2"].Parameters["DryTime"], land["S2"].Parameters.ContainsKey("Law")));
        Assert.Empty(RunoffModel.Build(Read(Plan)).Repairs);
    }

    [Fact]
    public void What_a_run_takes_goes_out_and_comes_in_again()
    {
        var text = new StringWriter();
        SwmmExporter.Write(Read(Plan), text, input: Run(Plan).Input);
        var (one, other) = (Run(Plan).Input, Run(text.ToString()).Input);
        Assert.Equal(one.Start, other.Start);
        var (a, b) = (Assert.Single(one.Inflows), Assert.Single(other.Inflows));
        Assert.Equal((a.Node, a.Scale, a.Name), (b.Node, b.Scale, b.Name));
        Assert.Equal(a.Series.Entries, b.Series.Entries);
        Assert.Equal(one.Stages["O1"].Entries, other.Stages["O1"].Entries);
        Assert.Equal(one.Evaporation.Monthly, other.Evaporation.Monthly);
        Assert.Equal(one.Evaporation.Recovery, other.Evaporation.Recovery);
        Assert.True(other.Evaporation.IsDryOnly);
        var (land, back) = (Read(Plan).Subcatchments, Read(text.ToString()).Subcatchments);
        foreach (var (x, y) in land.Zip(back)) Assert.Equal(x.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal), y.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal));
        foreach (var (x, y) in Read(Plan).Nodes.Zip(Read(text.ToString()).Nodes))
            Assert.Equal((x.DryWeatherInflow, x.Attributes.GetValueOrDefault(DryWeatherFlow.Baseline), x.Attributes.GetValueOrDefault(DryWeatherFlow.BaselinePattern)), (y.DryWeatherInflow, y.Attributes.GetValueOrDefault(DryWeatherFlow.Baseline), y.Attributes.GetValueOrDefault(DryWeatherFlow.BaselinePattern)));
    }
}
