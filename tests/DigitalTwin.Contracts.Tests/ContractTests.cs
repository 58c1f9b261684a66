using System.Reflection;
using Orleans;

namespace DigitalTwin.Contracts.Tests;

/// <summary>What Orleans needs of everything that crosses a grain interface, so that silos of two versions understand each other.</summary>
public sealed class ContractTests
{
    public static TheoryData<Type> Types => [.. CrossingTypes.All];

    public static TheoryData<Type> Interfaces => [.. CrossingTypes.Interfaces];

    [Fact]
    public void The_contracts_are_found()
    {
        Assert.Contains(typeof(ReadingBatch), CrossingTypes.All);
        Assert.Contains(typeof(ObservedReading), CrossingTypes.All);
        Assert.Contains(typeof(IMapObserver), CrossingTypes.Interfaces);
    }

    [Theory, MemberData(nameof(Types))]
    public void A_type_that_crosses_has_a_serializer_and_a_name_of_its_own(Type type)
    {
        Assert.True(type.IsDefined(typeof(GenerateSerializerAttribute), false), $"{type} lacks [GenerateSerializer].");
        Assert.True(type.IsDefined(typeof(AliasAttribute), false), $"{type} lacks [Alias].");
    }

    [Theory, MemberData(nameof(Types))]
    public void Every_member_that_crosses_has_an_id(Type type) => Assert.All(
        CrossingTypes.Members(type),
        member => Assert.True(member.IsDefined(typeof(IdAttribute), false), $"{type.Name}.{member.Name} lacks [Id]."));

    [Theory, MemberData(nameof(Types))]
    public void Ids_are_used_once_and_count_up_from_nought(Type type)
    {
        var ids = CrossingTypes.Members(type).Select(member => member.GetCustomAttribute<IdAttribute>()?.Id).Order().ToArray();
        Assert.Equal(Enumerable.Range(0, ids.Length).Select(id => (uint?)id), ids);
    }

    [Fact]
    public void Aliases_are_used_once()
    {
        var aliases = CrossingTypes.All.Concat(CrossingTypes.Interfaces)
            .SelectMany(type => type.GetCustomAttributes<AliasAttribute>(false).Select(alias => (alias.Alias, Type: type)));
        Assert.All(aliases.GroupBy(one => one.Alias), group => Assert.Single(group));
    }

    [Theory, MemberData(nameof(Interfaces))]
    public void Methods_return_tasks_and_one_way_methods_no_result(Type type)
    {
        foreach (var method in type.GetMethods())
        {
            Assert.True(typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal), $"{method} returns no task.");
            if (method.IsDefined(typeof(Orleans.Concurrency.OneWayAttribute))) Assert.Equal(typeof(Task), method.ReturnType);
        }
    }

    [Theory, MemberData(nameof(Interfaces))]
    public void Overloads_are_told_apart_by_name(Type type) =>
        Assert.All(type.GetMethods().GroupBy(method => method.Name), group => Assert.Single(group));
}
