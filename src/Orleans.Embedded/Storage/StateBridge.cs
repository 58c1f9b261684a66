using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Runtime;

internal interface IStateBridge
{
    Task ReadStateAsync();
}

/// <summary>State of one grain between the grain and its storage. Operations run one after the other, in the order they were asked for.</summary>
internal sealed class StateBridge<T>(Activation activation, string name, IGrainStorage storage) : IPersistentState<T>, IStateBridge
{
    private readonly GrainState<T> _state = new(StateBridge.Initial<T>());
    private Task _last = Task.CompletedTask;

    public T State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => Run(() => storage.ReadStateAsync(name, activation.GrainId, _state), nameof(ReadStateAsync));

    public Task WriteStateAsync() => Run(() => storage.WriteStateAsync(name, activation.GrainId, _state), nameof(WriteStateAsync));

    public Task ClearStateAsync() => Run(() => storage.ClearStateAsync(name, activation.GrainId, _state), nameof(ClearStateAsync));

    private Task Run(Func<Task> operation, string what) => _last = RunAfter(_last, operation, what);

    private async Task RunAfter(Task previous, Func<Task> operation, string what)
    {
        if (!previous.IsCompleted) await previous.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await operation();
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansException($"{what} of state '{name}' of {activation.GrainId} failed in {storage.GetType().Name}: {exception.Message}", exception);
        }
    }
}

internal static class StateBridge
{
    public static Func<Activation, object> FactoryFor(ParameterInfo parameter, PersistentStateAttribute attribute)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new ArgumentException($"Parameter '{parameter.Name}' of {parameter.Member.DeclaringType} has [PersistentState], so it must be an IPersistentState<T>.");
        }

        var name = attribute.StateName.Length == 0 ? parameter.Name! : attribute.StateName;
        var make = typeof(StateBridge).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(type.GenericTypeArguments)
            .CreateDelegate<Func<Activation, string, IGrainStorage, object>>();
        return activation => make(activation, name, Storage(activation, attribute.StorageName));
    }

    public static T? Initial<T>()
    {
        if (typeof(T).IsValueType || typeof(T) == typeof(string)) return default;
        var constructor = typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []);
        return (T)(constructor?.Invoke(null) ?? RuntimeHelpers.GetUninitializedObject(typeof(T)));
    }

    private static object Make<T>(Activation activation, string name, IGrainStorage storage) => new StateBridge<T>(activation, name, storage);

    private static IGrainStorage Storage(Activation activation, string? name)
    {
        var services = activation.Runtime.Services;
        var storage = name is null ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(name);
        return storage ?? throw new InvalidOperationException(
            $"{activation.Class.Type} wants {(name is null ? "the default grain storage" : $"a grain storage named '{name}'")}, and none is registered.");
    }
}
