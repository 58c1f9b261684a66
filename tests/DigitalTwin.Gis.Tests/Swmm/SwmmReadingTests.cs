using System.Text;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Tests.Swmm;

public class SwmmReadingTests
{
    [Fact]
    public void Us_customary_units_become_si()
    {
        var (network, _) = Importing.Accepted("swmm", SwmmPlan.With("FLOW_UNITS CMS", "FLOW_UNITS GPM") + "\n[DWF]\nJ1 FLOW 100\n[SUBCATCHMENTS]\nS1 * J1 2 50 300 1 0\n");
        Assert.Equal(30.48, network.Links[0].Length, 9);
        Assert.Equal(0.3 * 0.3048, network.Links[0].Section.Height, 9);
        Assert.Equal(12 * 0.3048, network.Nodes[0].InvertElevation, 9);
        Assert.Equal(100 * 6.30901964e-5, network.Nodes[0].DryWeatherInflow, 9);
        Assert.Equal(0.03 * 6.30901964e-5, network.Links.Single(l => l.LocalId == "P1").DesignFlow, 12);
        Assert.Equal(50 * 0.09290304, network.Nodes.Single(n => n.LocalId == "T1").StorageArea, 9);
        Assert.Equal((2 * 4046.8564224, 0.01), (network.Subcatchments[0].Area, network.Subcatchments[0].Slope));
    }

    [Theory]
    [InlineData("CMS", 1.0)]
    [InlineData("LPS", 1e-3)]
    [InlineData("MLD", 0.011574074)]
    [InlineData("CFS", 0.028316846592)]
    [InlineData("MGD", 0.0438126364)]
    public void Each_flow_unit_has_its_factor(string unit, double factor)
    {
        var (network, _) = Importing.Accepted("swmm", SwmmPlan.With("FLOW_UNITS CMS", $"FLOW_UNITS {unit}") + "\n[DWF]\nJ1 FLOW 2\n");
        Assert.Equal(2 * factor, network.Nodes[0].DryWeatherInflow, 8);
    }

    [Fact]
    public void Offsets_given_as_elevations_become_depths()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("LINK_OFFSETS DEPTH", "LINK_OFFSETS ELEVATION")
            .Replace("C1 J1 J2 100 0.013 0 0", "C1 J1 J2 100 0.013 12.5 *").Replace("C2 J2 J3 100 0.013 0 0.1", "C2 J2 J3 100 0.013 11 9").Replace("C3 T1 O1 100 0.013 0 0", "C3 T1 O1 100 0.013 9 8"));
        Assert.Equal((0.5, 0.0), (network.Links[0].FromOffset, network.Links[0].ToOffset));
        Assert.Equal(0, network.Links[1].ToOffset);
        Assert.Equal("C2", report.Only(DefectCode.ValueOutOfRange).Id); // 9 lies a metre under J3's invert.
    }

    [Fact]
    public void Weirs_orifices_outlets_and_dividers_come_with_their_numbers()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.Sound + """

            [ORIFICES]
            R1 J1 T1 SIDE 0.2 0.65 YES 0
            [WEIRS]
            W1 J2 O1 TRANSVERSE 1.5 1.77 NO 0 0 NO
            [OUTLETS]
            U1 J2 O1 0.1 FUNCTIONAL/DEPTH 0.5 1.5 YES
            U2 J2 O1 0.1 TABULAR/HEAD PC YES
            [DIVIDERS]
            D1 9.5 W1 CUTOFF 0.3 2.5 0 0 0
            [COORDINATES]
            D1 584150 6133050
            """);
        NetworkLink Link(string id) => network.Links.Single(l => l.LocalId == id);
        Assert.Equal((0.2, 0.65, true), (Link("R1").FromOffset, Link("R1").DischargeCoefficient, Link("R1").HasFlapGate));
        Assert.Equal((1.5, 1.77, false), (Link("W1").FromOffset, Link("W1").DischargeCoefficient, Link("W1").HasFlapGate));
        Assert.Equal((0.5, "1.5", true), (Link("U1").DischargeCoefficient, Link("U1").Attributes["Qexpon"], Link("U1").HasFlapGate));
        Assert.Equal(("PC", true), (Link("U2").Attributes["RatingCurve"], Link("U2").HasFlapGate));
        Assert.Equal(2.5, network.Nodes.Single(n => n.LocalId == "D1").FullDepth);
        Assert.Equal("D1", Assert.Single(report.Defects).Id); // Joined to nothing.
    }

    [Fact]
    public void Sections_in_any_case_order_and_abbreviation_are_read()
    {
        var parts = SwmmPlan.Sound.Split("\n[").Select((p, i) => i == 0 ? p : "[" + p).Reverse();
        var text = string.Join("\r\n", parts).Replace("[COORDINATES]", "[coord]").Replace("[JUNCTIONS]", "[Junctions]");
        var (network, report) = Importing.Accepted("swmm", text);
        Assert.Empty(report.Defects);
        Assert.Equal((5, 4), (network.Nodes.Count, network.Links.Count));
    }

    [Fact]
    public void A_tag_decides_what_a_pipe_carries_before_the_flow_does()
    {
        var (network, _) = Importing.Accepted("swmm", SwmmPlan.Sound + "\n[DWF]\nJ2 FLOW 0.001\n[SUBCATCHMENTS]\nS1 * J3 2 50 300 1 0\n[TAGS]\nLink C1 雨水管\n");
        Assert.Equal([PipeClass.Storm, PipeClass.Sewer, PipeClass.Combined, PipeClass.Combined], network.Links.Select(l => l.Class));
    }

    [Fact]
    public void A_cone_shaped_tank_gets_an_area_curve()
    {
        var (network, _) = Importing.Accepted("swmm", SwmmPlan.With("FUNCTIONAL 0 0 50", "FUNCTIONAL 10 1 5"));
        var curve = network.Curves[network.Nodes.Single(n => n.LocalId == "T1").StorageCurve!];
        Assert.Equal((0.0, 5.0, 3.0, 35.0), (curve.X[0], curve.Y[0], curve.X[^1], curve.Y[^1]));
    }

    [Fact]
    public void Chinese_names_saved_as_gb18030_are_read()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(SwmmPlan.Sound.Replace("J1", "一号井"));
        var outcome = NetworkImport.Read("swmm", new MemoryStream(bytes), new ImportOptions("test", "EPSG:25832"));
        Assert.Equal("一号井", Assert.IsType<ImportOutcome.Accepted>(outcome).Network.Nodes[0].LocalId);
        Assert.Equal(DefectCode.TextEncoding, Assert.Single(outcome.Report.Defects).Code);
    }

    [Fact]
    public void A_quoted_id_with_a_blank_is_renamed_everywhere()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.Sound.Replace("J1", "\"J 1\""));
        Assert.Equal("J_1", network.Nodes[0].LocalId);
        Assert.Equal(Remedy.Renamed, Assert.Single(report.Defects).Remedy);
    }

    [Theory]
    [InlineData("a b\tc", "a|b|c", "a b\tc")]
    [InlineData("  a \"b c\" d ; e", "a|b c|d", "a \"b c\" d")]
    [InlineData("a \"b ; c", "a|b ; c", "a \"b ; c")]
    [InlineData("a \"b ; c\";d", "a|b ; c", "a \"b ; c\"")]
    [InlineData("a \"\" b", "a||b", "a \"\" b")]
    public void Fields_end_at_white_space_unless_quoted(string line, string fields, string text)
    {
        var parsed = Inp.InpLine.Parse("S", 7, line)!;
        Assert.Equal((fields, text), (string.Join('|', parsed.Fields), parsed.Text));
    }

    [Fact]
    public void A_line_may_have_any_number_of_fields()
    {
        Assert.Equal(1000, Inp.InpLine.Parse("S", 1, string.Join(' ', Enumerable.Range(0, 1000)))!.Fields.Length);
        Assert.Null(Inp.InpLine.Parse("S", 1, "  ; only a comment"));
    }
}
