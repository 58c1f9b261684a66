using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>Makes grain objects: services from the container, states from their storage.</summary>
internal sealed class GrainConstructor
{
    private readonly ConstructorInvoker _invoker;
    private readonly Func<Activation, IServiceProvider, object?>[] _arguments;
    private readonly bool _needsScope;

    public GrainConstructor(Type type, ServiceLifetimes lifetimes)
    {
        var constructor = Choose(type);
        _invoker = ConstructorInvoker.Create(constructor);
        var parameters = constructor.GetParameters();
        _arguments = [.. parameters.Select(ArgumentFor)];
        _needsScope = parameters.Any(parameter => NeedsScope(parameter, lifetimes));
    }

    /// <summary>Runs in a turn of the activation. Also gives the states to be read before the grain is activated.</summary>
    public object Construct(Activation activation, out List<IStateBridge>? states)
    {
        // A scope of its own costs memory; most grains ask for singletons only.
        var services = _needsScope ? activation.ActivationServices : activation.Runtime.Services;
        var arguments = new object?[_arguments.Length];
        states = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _arguments[i](activation, services);
            if (arguments[i] is IStateBridge state) (states ??= []).Add(state);
        }

        return _invoker.Invoke(arguments.AsSpan())!;
    }

    private static ConstructorInfo Choose(Type type)
    {
        var constructors = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);
        var chosen = Array.Find(constructors, one => one.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.Where(one => one.IsPublic).MaxBy(one => one.GetParameters().Length);
        return chosen ?? throw new InvalidOperationException($"Grain class {type} has no public constructor.");
    }

    private static Func<Activation, IServiceProvider, object?> ArgumentFor(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } state)
        {
            var create = StateBridge.FactoryFor(parameter, state);
            return (activation, _) => create(activation);
        }

        if (type == typeof(IGrainContext)) return (activation, _) => activation;
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed) return (_, services) => services.GetRequiredKeyedService(type, keyed.Key);
        if (parameter.HasDefaultValue) return (_, services) => services.GetService(type) ?? parameter.DefaultValue;
        return (_, services) => services.GetRequiredService(type);
    }

    private static bool NeedsScope(ParameterInfo parameter, ServiceLifetimes lifetimes) =>
        !parameter.IsDefined(typeof(PersistentStateAttribute))
        && parameter.ParameterType != typeof(IGrainContext)
        && !lifetimes.IsSingleton(parameter.ParameterType, parameter.GetCustomAttribute<FromKeyedServicesAttribute>()?.Key);
}
