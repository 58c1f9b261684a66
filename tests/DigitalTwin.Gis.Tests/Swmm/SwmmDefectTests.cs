using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Tests.Swmm;

public class SwmmDefectTests
{
    [Fact]
    public void A_sound_plan_has_no_defect()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.Sound);
        Assert.Empty(report.Defects);
        Assert.Equal((5, 4, "Little town"), (network.Nodes.Count, network.Links.Count, network.Title));
    }

    [Fact]
    public void A_missing_end_node_leaves_the_link_out_and_names_line_id_and_node()
    {
        var text = SwmmPlan.With("C1 J1 J2", "C1 J1 J9");
        var (network, report) = Importing.Accepted("swmm", text);
        var defect = report.Only(DefectCode.MissingEndNode);
        Assert.Equal(("CONDUITS", SwmmPlan.LineOf("C1 J1"), "C1", Remedy.LeftOut), (defect.Section, defect.Line, defect.Id, defect.Remedy));
        Assert.Contains("J9", defect.Message);
        Assert.DoesNotContain(network.Links, l => l.LocalId == "C1");
        // Its cross-section goes with it, counted but not blamed twice.
        Assert.Equal((2, 1), report.Sections.Where(s => s.Section == "XSECTIONS").Select(s => (s.Elements, s.LeftOut)).Single());
        Assert.DoesNotContain(report.Defects, d => d.Code == DefectCode.UnknownReference);
    }

    [Theory]
    [InlineData("0", DefectCode.ZeroLength)]
    [InlineData("-100", DefectCode.NegativeLength)]
    public void A_pipe_without_length_is_measured_on_the_map(string length, DefectCode code)
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("C1 J1 J2 100", $"C1 J1 J2 {length}"));
        var defect = report.Only(code);
        Assert.Equal(("C1", Remedy.Substituted), (defect.Id, defect.Remedy));
        Assert.Equal(100, network.Links.Single(l => l.LocalId == "C1").Length, 1.0);
    }

    [Fact]
    public void A_pipe_without_length_between_nodes_at_one_place_is_left_out()
    {
        var text = SwmmPlan.With("C1 J1 J2 100", "C1 J1 J2 0").Replace("J1 584000", "J1 584100");
        var (network, report) = Importing.Accepted("swmm", text);
        Assert.Equal(Remedy.LeftOut, report.Only(DefectCode.ZeroLength).Remedy);
        Assert.DoesNotContain(network.Links, l => l.LocalId == "C1");
    }

    [Fact]
    public void A_node_named_twice_comes_in_once()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("J3 10 2 0 0 0", "J3 10 2 0 0 0\nJ3 99 9 0 0 0"));
        Assert.Equal("J3", report.Only(DefectCode.DuplicateId).Id);
        Assert.Equal(10, network.Nodes.Single(n => n.LocalId == "J3").InvertElevation);
    }

    [Fact]
    public void A_link_with_a_nodes_id_is_renamed_and_keeps_its_cross_section()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("C1 ", "J1 ").Replace("J1 CIRCULAR 0.3", "J1 CIRCULAR 0.35"));
        Assert.Equal(Remedy.Renamed, report.Only(DefectCode.IdSharedByNodeAndLink).Remedy);
        Assert.Equal(0.35, network.Links.Single(l => l.LocalId == "J1~link").Section.Height);
    }

    [Fact]
    public void A_part_without_an_outfall_is_kept_and_named()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("C2 J2 J3 100 0.013 0 0.1 0 0", "").Replace("C2 CIRCULAR 0.4 0 0 0 1", ""));
        var defect = report.Only(DefectCode.DisconnectedPart);
        Assert.Contains("2 nodes around 'J1'", defect.Message);
        Assert.Equal(5, network.Nodes.Count);
    }

    [Fact]
    public void An_unknown_section_is_named_with_its_size()
    {
        var (_, report) = Importing.Accepted("swmm", SwmmPlan.Sound + "\n[FLYING_PIPES]\na b c\nd e f\n");
        Assert.Contains("[FLYING_PIPES] with 2 lines", report.Only(DefectCode.UnknownSection).Message);
        Assert.Equal(SectionUse.Unknown, report.Sections[^1].Use);
    }

    [Fact]
    public void A_node_without_coordinates_is_placed_between_its_neighbours()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("J2 584100 6133000", ""));
        Assert.Equal(("J2", Remedy.Substituted), (report.Only(DefectCode.MissingCoordinates).Id, report.Only(DefectCode.MissingCoordinates).Remedy));
        double Longitude(string id) => network.Nodes.Single(n => n.LocalId == id).Position.Longitude;
        Assert.Equal((Longitude("J1") + Longitude("J3")) / 2, Longitude("J2"), 9);
    }

    [Fact]
    public void A_lone_node_without_coordinates_is_left_out()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("J3 10 2 0 0 0", "J3 10 2 0 0 0\nJ4 10 2 0 0 0"));
        Assert.Equal(("J4", Remedy.LeftOut), (report.Only(DefectCode.MissingCoordinates).Id, report.Only(DefectCode.MissingCoordinates).Remedy));
        Assert.Equal(5, network.Nodes.Count);
    }

    [Theory]
    [InlineData("J2 0 0", DefectCode.CoordinateOutsideArea)]
    [InlineData("J2 584100 6533000", DefectCode.ImplausiblePlace)]
    public void A_coordinate_that_cannot_be_right_is_not_believed(string coordinate, DefectCode code)
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("J2 584100 6133000", coordinate));
        Assert.Equal("J2", report.Only(code).Id);
        Assert.InRange(network.Nodes.Single(n => n.LocalId == "J2").Position.Latitude, 55, 56);
    }

    [Fact]
    public void Northing_before_easting_is_refused_with_the_likely_reason()
    {
        var swapped = System.Text.RegularExpressions.Regex.Replace(SwmmPlan.Sound, @"(584\d\d\d) (6133000)", "$2 $1");
        Assert.Contains("northing before easting", Assert.IsType<ImportOutcome.Refused>(Importing.Outcome("swmm", swapped)).Why);
    }

    [Fact]
    public void An_unparsable_number_is_replaced_and_the_rest_of_the_line_kept()
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("C2 J2 J3 100 0.013", "C2 J2 J3 100 rough"));
        Assert.Contains("'rough'", report.Only(DefectCode.UnparsableNumber).Message);
        var pipe = network.Links.Single(l => l.LocalId == "C2");
        Assert.Equal((0.013, 0.1, 100), (pipe.Roughness, pipe.ToOffset, pipe.Length));
    }

    [Theory]
    [InlineData("C1 CIRCULAR 0 0 0 0 1", DefectCode.BadCrossSection)]
    [InlineData("C1 RECT_OPEN 0.5 -1 0 0 1", DefectCode.BadCrossSection)]
    [InlineData("C1 OCTAGON 0.5 0.5 0 0 1", DefectCode.UnknownShape)]
    [InlineData("C1 CUSTOM 0.5 NoCurve 0 0 1", DefectCode.UnknownCurve)]
    [InlineData("", DefectCode.MissingCrossSection)]
    public void A_bad_cross_section_keeps_the_pipe(string line, DefectCode code)
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("C1 CIRCULAR 0.3 0 0 0 1", line));
        Assert.Equal("C1", report.Only(code).Id);
        Assert.Contains(network.Links, l => l.LocalId == "C1");
    }

    [Theory]
    [InlineData("P1 J3 T1 * ON 0.6 0.2")]
    [InlineData("P1 J3 T1 NONE ON 0.6 0.2")]
    public void A_pump_without_a_curve_is_kept_and_named(string line)
    {
        var (network, report) = Importing.Accepted("swmm", SwmmPlan.With("P1 J3 T1 PC ON 0.6 0.2", line));
        Assert.Equal("P1", report.Only(DefectCode.PumpWithoutCurve).Id);
        Assert.Equal(0.6, network.Links.Single(l => l.LocalId == "P1").StartDepth);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[JUNCTIONS]\n")]
    [InlineData("\u0001\u0002 garbage")]
    public void A_file_with_nothing_usable_is_refused(string text) =>
        Assert.Contains("nothing usable", Assert.IsType<ImportOutcome.Refused>(Importing.Outcome("swmm", text)).Why);

    [Fact]
    public void Any_line_of_a_plan_may_be_torn_out_or_cut_without_a_crash()
    {
        var lines = SwmmPlan.Sound.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            Importing.Outcome("swmm", string.Join('\n', lines.Where((_, n) => n != i)));
            Importing.Outcome("swmm", string.Join('\n', lines.Select((l, n) => n == i ? l[..(l.Length / 2)] : l)));
            Importing.Outcome("swmm", string.Join('\n', lines.Select((l, n) => n == i ? string.Join(' ', l.Split(' ').Reverse()) : l)));
        }
    }
}
