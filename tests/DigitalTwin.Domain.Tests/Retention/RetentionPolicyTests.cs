using System.Text;
using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Domain.Retention;

namespace DigitalTwin.Domain.Tests.Retention;

public sealed class RetentionPolicyTests
{
    [Fact]
    public void What_a_plant_discharges_is_kept_for_five_years_and_a_pipe_s_level_for_one()
    {
        var policy = RetentionPolicy.Default;
        Assert.Equal("compliance", policy.Of(AssetKind.Outfall, Quantity.Cod).Name);
        Assert.True(policy.Of(AssetKind.TreatmentPlant, Quantity.AmmoniaNitrogen).Readings >= TimeSpan.FromDays(5 * 365));
        Assert.Equal("raw", policy.Of(AssetKind.Manhole, Quantity.Level).Name);
        Assert.All(policy.Classes, c => Assert.False(c.Verified)); // Nobody has compared them with the print yet.
    }

    [Theory]
    [InlineData("""{ "classes": [] }""", "classes is empty")]
    [InlineData("""{ "classes": [ { "name": "a", "kinds": ["manhole"], "readingsDays": 1, "hoursDays": null } ] }""", "fits all")]
    [InlineData("""{ "classes": [ { "name": "a", "readingsDays": -1, "hoursDays": null } ] }""", "readingsDays")]
    [InlineData("""{ "classes": [ { "name": "a", "readingsDays": 10, "hoursDays": 5 } ] }""", "hoursDays")]
    [InlineData("""{ "classes": [ { "name": "a", "kinds": ["castle"], "readingsDays": 1, "hoursDays": null } ] }""", "castle")]
    [InlineData("""{ "classes": [ { "name": "a", "readingDays": 1 } ] }""", "readingDays")]
    public void A_policy_with_a_mistake_says_which(string json, string says)
    {
        var wrong = Assert.Throws<FormatException>(() => RetentionPolicy.Parse(new MemoryStream(Encoding.UTF8.GetBytes(json)), QuantityCatalogue.Default));
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
    }
}
