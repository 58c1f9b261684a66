using DigitalTwin.Domain.People;
using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Domain.Tests.People;

public class ReachTests
{
    private static readonly Reach Officer = new("li", false, "water", ["north"], ["act"]);

    [Theory]
    [InlineData("water", "north", true)]
    [InlineData("water", "south", false)]
    [InlineData("health", "north", false)]
    [InlineData("", "north", true)]
    [InlineData("water", "", true)]
    [InlineData("health,water", "south,north", true)]
    public void A_right_ends_at_the_department_and_at_the_region(string departments, string regions, bool may) =>
        Assert.Equal(may, Officer.May("act", Thing(departments, regions)));

    [Fact]
    public void Who_is_not_signed_in_or_lacks_the_scope_may_nothing()
    {
        Assert.False(Reach.Nobody.May("act", Thing("", "")));
        Assert.False((Reach.Nobody with { Scopes = ["act"] }).May("act", Thing("", "")));
        Assert.False(Officer.May("other", Thing("water", "north")));
    }

    [Fact]
    public void Acting_for_every_department_does_not_lift_the_bond_to_a_region()
    {
        var commander = Officer with { Scopes = ["act", "command"] };
        Assert.True(commander.May("act", Thing("health", "north"), "command"));
        Assert.False(commander.May("act", Thing("health", "south"), "command"));
    }

    [Fact]
    public void A_machine_is_of_no_department_and_bound_by_its_scopes()
    {
        var machine = new Reach("gateway", true, null, [], ["act"]);
        Assert.True(machine.May("act", Thing("health", "south")));
        Assert.False(machine.May("other", Thing("", "")));
    }

    [Fact]
    public void Taking_away_a_scope_never_opens_anything()
    {
        var names = Gen.Elements("a", "b", "c");
        var sets = Gen.SubListOf("a", "b", "c").Select(l => (IReadOnlyCollection<string>)l.ToArray());
        var cases = from own in names from regions in sets from scopes in sets from whose in sets from places in sets from scope in names select (Reach: new Reach("x", false, own, regions, scopes), Thing: new Holding(whose, places), Scope: scope);
        Prop.ForAll(Arb.From(cases), c => c.Reach.May(c.Scope, c.Thing, "c") || !(c.Reach with { Scopes = [.. c.Reach.Scopes.Skip(1)] }).May(c.Scope, c.Thing, "c")).QuickCheckThrowOnFailure();
    }

    private static Holding Thing(string departments, string regions) =>
        new(departments.Split(',', StringSplitOptions.RemoveEmptyEntries), regions.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
