using System.Globalization;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Standards;

namespace DigitalTwin.Domain.Tests.Standards;

/// <summary>Values on, just inside and just outside limits of every document, with their brackets, bases and days.</summary>
public class LimitTableTests
{
    private static readonly LimitCatalogue Catalogue = LimitCatalogue.Default;

    // class, quantity, day, water temperature ('-' unknown), basis, value, met (y, n; '-' no such limit)
    private const string Table = """
        GB18918-2002-1A cod 2025-06-01 20 dailyMean 50 y
        GB18918-2002-1A cod 2025-06-01 20 dailyMean 50.1 n
        GB18918-2002-1A nh3n 2025-06-01 12.1 dailyMean 5 y
        GB18918-2002-1A nh3n 2025-06-01 12.1 dailyMean 5.1 n
        GB18918-2002-1A nh3n 2025-06-01 12 dailyMean 8 y
        GB18918-2002-1A nh3n 2025-06-01 12 dailyMean 8.1 n
        GB18918-2002-1A nh3n 2025-06-01 - dailyMean 5.1 n
        GB18918-2002-1A tn 2025-06-01 20 dailyMean 15.01 n
        GB18918-2002-1A tp 2025-06-01 20 dailyMean 0.5 y
        GB18918-2002-1A tp 2025-06-01 20 dailyMean 0.51 n
        GB18918-2002-1A-2005 tp 2025-06-01 20 dailyMean 0.9 y
        GB18918-2002-1A-2005 tp 2025-06-01 20 dailyMean 1.01 n
        GB18918-2002-1A-2005 cod 2025-06-01 20 dailyMean 50.1 n
        GB18918-2002-1B nh3n 2025-06-01 10 dailyMean 15 y
        GB18918-2002-1B nh3n 2025-06-01 15 dailyMean 8.1 n
        GB18918-2002-3 cod 2025-06-01 20 dailyMean 120 y
        GB18918-2002-3 tn 2025-06-01 20 dailyMean 99 -
        GB18918-2002-1A ph 2026-02-28 20 dailyMean 9.1 n
        GB18918-2002-1A ph 2026-02-28 20 instant 9.1 -
        GB18918-2002-1A ph 2026-03-01 20 instant 9.1 n
        GB18918-2002-1A ph 2026-03-01 20 instant 5.9 n
        GB18918-2002-1A ph 2026-03-01 20 dailyMean 9.1 -
        GB18918-2002-1A colour 2026-03-01 20 instant 31 n
        GB18918-2002-1A cod 2026-03-01 20 instant 9999 -
        GB18918-2002-1A cod 2026-03-01 20 dailyMean 50.1 n
        3IV-1A cod 2025-06-01 20 dailyMean 30 y
        3IV-1A cod 2025-06-01 20 dailyMean 30.1 n
        3IV-1A nh3n 2025-06-01 5 dailyMean 1.6 n
        3IV-1A tp 2025-06-01 20 dailyMean 0.31 n
        3IV-1A tn 2025-06-01 20 dailyMean 15 y
        DB14-1928-2019-plant nh3n 2025-06-01 5 dailyMean 2.1 n
        GB3838-2002-IV nh3n 2025-06-01 20 instant 1.5 y
        GB3838-2002-IV nh3n 2025-06-01 20 instant 1.51 n
        GB3838-2002-IV do 2025-06-01 20 instant 2.9 n
        GB3838-2002-IV tn 2025-06-01 20 instant 9 -
        GB3838-2002-IV-lake tn 2025-06-01 20 instant 1.6 n
        GB3838-2002-III tp 2025-06-01 20 instant 0.2 y
        GB3838-2002-III-lake tp 2025-06-01 20 instant 0.06 n
        GBT18920-2020-A turbidity 2025-06-01 20 dailyMean 5.1 n
        GBT18920-2020-B turbidity 2025-06-01 20 dailyMean 5.1 y
        GBT18920-2020-B turbidity 2025-06-01 20 dailyMean 10.1 n
        GBT18920-2020-B chlorine 2025-06-01 20 dailyMean 0.2 y
        GBT18920-2020-B-plant chlorine 2025-06-01 20 dailyMean 0.9 n
        GBT18920-2020-A iron 2025-06-01 20 dailyMean 0.31 n
        GBT18920-2020-B iron 2025-06-01 20 dailyMean 0.31 -
        GBT18920-2020-B ecoli 2025-06-01 20 dailyMean 0 y
        GBT18920-2020-B ecoli 2025-06-01 20 dailyMean 1 n
        GBT18920-2020-B turbidity 2021-01-31 20 dailyMean 99 -
        GBT18921-2019-lake tp 2025-06-01 20 dailyMean 0.31 n
        GBT18921-2019-river tp 2025-06-01 20 dailyMean 0.31 y
        GBT19923-circulating nh3n 2025-06-01 20 dailyMean 10.1 n
        GBT19923-onceThrough nh3n 2025-06-01 20 dailyMean 99 -
        GBT19923-circulating ph 2025-06-01 20 dailyMean 8.6 n
        GBT19923-washing ph 2025-06-01 20 dailyMean 8.6 y
        GB20922-2007-fibre cod 2025-06-01 20 dailyMean 200 y
        GB20922-2007-vegetable cod 2025-06-01 20 dailyMean 101 n
        GB20922-2007-paddy arsenic 2025-06-01 20 dailyMean 0.06 n
        GB20922-2007-dryland arsenic 2025-06-01 20 dailyMean 0.06 y
        GBT25499-2010-open turbidity 2025-06-01 20 dailyMean 5.1 n
        GBT25499-2010-closed turbidity 2025-06-01 20 dailyMean 5.1 y
        GBT25499-2010-open chlorine 2025-06-01 20 dailyMean 0.51 n
        GBT19772-2005-surface nh3n 2025-06-01 20 dailyMean 1.0 y
        GBT19772-2005-injection nh3n 2025-06-01 20 dailyMean 0.21 n
        GBT31962-2015-B cod 2025-06-01 20 instant 500 y
        GBT31962-2015-B cod 2025-06-01 20 instant 501 n
        GBT31962-2015-C cod 2025-06-01 20 instant 301 n
        GBT31962-2015-B nickel 2025-06-01 20 instant 1.01 n
        GB18918-2002-sludge-dewatered moisture 2025-06-01 20 instant 0.81 n
        GBT23485-2009-cover moisture 2025-06-01 20 instant 0.46 n
        GB4284-2018-A cadmiumDry 2025-06-01 20 instant 3.1 n
        GB4284-2018-B cadmiumDry 2025-06-01 20 instant 3.1 y
        GB4284-2018-A eggMortality 2025-06-01 20 instant 0.94 n
        GBT24188-2009 ph 2025-06-01 20 instant 10 y
        GBT24188-2009 ph 2025-06-01 20 instant 4.9 n
        GBT24188-2009 moisture 2025-06-01 20 instant 0.8 y
        GBT24188-2009 moisture 2025-06-01 20 instant 0.801 n
        GBT24188-2009 mercuryDry 2025-06-01 20 instant 25.1 n
        GBT24188-2009 mineralOilDry 2025-06-01 20 instant 3000 y
        GBT24188-2009 coliformValue 2025-06-01 20 instant 0.009 n
        GBT24188-2009 leadDry 2010-05-31 20 instant 9999 -
        GBT23486-2009-acid cadmiumDry 2025-06-01 20 instant 5.1 n
        GBT23486-2009-alkaline cadmiumDry 2025-06-01 20 instant 5.1 y
        GBT23486-2009-alkaline cadmiumDry 2025-06-01 20 instant 20.1 n
        GBT23486-2009-acid arsenicDry 2025-06-01 20 instant 75 y
        GBT23486-2009-acid germinationIndex 2025-06-01 20 instant 0.69 n
        GBT23486-2009-acid organicMatter 2025-06-01 20 instant 0.25 y
        GBT24600-2009 moisture 2025-06-01 20 instant 0.651 n
        GBT24600-2009 ph 2025-06-01 20 instant 5.4 n
        GBT24600-2009 organicMatter 2025-06-01 20 instant 0.09 n
        GBT24602-2009-self moisture 2025-06-01 20 instant 0.51 n
        GBT24602-2009-assisted moisture 2025-06-01 20 instant 0.51 y
        GBT24602-2009-self heatingValue 2025-06-01 20 instant 4999000 n
        GBT24602-2009-assisted heatingValue 2025-06-01 20 instant 3500000 y
        """;

    public static TheoryData<string> Rows => [.. Table.Split('\n').Select(r => r.Trim())];

    [Theory, MemberData(nameof(Rows))]
    public void A_value_is_judged_as_the_document_says(string row)
    {
        var cells = row.Split(' ');
        var limits = Catalogue.Find(cells[0])!;
        var quantity = QuantityCatalogue.Default.Find(cells[1])!.Quantity;
        var temperature = cells[3] == "-" ? double.NaN : double.Parse(cells[3], CultureInfo.InvariantCulture);
        var basis = Enum.Parse<LimitBasis>(cells[4], ignoreCase: true);
        var limit = limits.Applying(DateOnly.Parse(cells[2], CultureInfo.InvariantCulture), q => q == Quantity.Temperature ? temperature : double.NaN)
            .SingleOrDefault(l => l.Quantity == quantity && l.Basis == basis);
        Assert.Equal(cells[6], limit is null ? "-" : limit.IsMetBy(double.Parse(cells[5], CultureInfo.InvariantCulture)) ? "y" : "n");
    }

    [Fact]
    public void Every_document_of_the_catalogue_has_its_rows()
    {
        var told = Table.Split('\n').Select(r => Catalogue.Find(r.Trim().Split(' ')[0])!).Select(c => (c.Document, c.DocumentTitle.English)).ToHashSet();
        Assert.Empty(Catalogue.Classes.Select(c => (c.Document, c.DocumentTitle.English)).Where(d => !told.Contains(d)).Distinct());
    }

    [Fact]
    public void No_number_claims_to_be_verified_before_someone_compared_it() =>
        Assert.All(Catalogue.Classes.SelectMany(c => c.Limits), l => Assert.False(l.Verified));

    [Fact]
    public void A_limit_whose_number_is_missing_stands_in_the_catalogue_and_binds_nothing()
    {
        var pending = Catalogue.Find("GB18918-2002-1A")!.Limits.Where(l => l.IsPending).ToArray();
        Assert.Equal(4, pending.Length);
        Assert.All(pending, l => Assert.Equal(new DateOnly(2026, 3, 1), l.ValidFrom));
        Assert.DoesNotContain(Catalogue.Find("GB18918-2002-1A")!.InForce(new DateOnly(2026, 3, 1)), l => l.IsPending);
    }

    [Theory]
    [InlineData("industrialCooling", "GBT19923-circulating")]
    [InlineData("irrigationVegetable", "GB20922-2007-vegetable")]
    [InlineData("rechargeInjection", "GBT19772-2005-injection")]
    [InlineData("unheardOf", "GBT18920-2020-B")]
    public void An_intake_is_bound_by_the_class_of_its_use(string use, string expected) =>
        Assert.Equal(expected, Catalogue.For(AssetKind.ReuseIntake, new Dictionary<string, string> { ["use"] = use })?.Id);

    [Fact]
    public void A_class_that_an_asset_names_itself_goes_before_its_use() =>
        Assert.Equal("3IV-1A", Catalogue.For(AssetKind.TreatmentPlant, new Dictionary<string, string> { ["limitClass"] = "3IV-1A" })?.Id);

    [Fact]
    public void A_corrected_limit_judges_from_its_day_on_and_not_before()
    {
        var edit = new LimitEdit("GB18918-2002-1A", "cod", LimitBasis.DailyMean, null, 40, new DateOnly(2025, 7, 1), null, null, "permit 12", "3", true, "stricter permit");
        Assert.Null(edit.Fault(Catalogue, QuantityCatalogue.Default));
        var edited = edit.ApplyTo(Catalogue, QuantityCatalogue.Default).Find("GB18918-2002-1A")!;
        Assert.Equal(50, edited.Find(Quantity.Cod, new DateOnly(2025, 6, 30), _ => double.NaN)?.Maximum);
        Assert.Equal(40, edited.Find(Quantity.Cod, new DateOnly(2025, 7, 1), _ => double.NaN)?.Maximum);
        Assert.Equal(50, Catalogue.Find("GB18918-2002-1A")!.Find(Quantity.Cod, new DateOnly(2025, 7, 1), _ => double.NaN)?.Maximum);
    }

    [Theory]
    [InlineData("nowhere", "cod", null, 1.0, "class")]
    [InlineData("3IV-1A", "nothing", null, 1.0, "quantity")]
    [InlineData("3IV-1A", "cod", null, null, "max")]
    [InlineData("3IV-1A", "cod", 2.0, 1.0, "min")]
    [InlineData("3IV-1A", "cod", null, double.NaN, "max")]
    public void An_edit_that_makes_no_sense_names_its_field(string id, string quantity, double? min, double? max, string field) =>
        Assert.Equal(field, new LimitEdit(id, quantity, LimitBasis.Instant, min, max, new DateOnly(2025, 1, 1), null, null, "d", "c", false, "r").Fault(Catalogue, QuantityCatalogue.Default)?.Field);
}
