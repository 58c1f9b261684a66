using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>One grain class: how it is made and scheduled, and its activations by key.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<string, Activation> _activations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WorkerPool> _pools = new(StringComparer.Ordinal);
    private readonly Func<string, Activation> _activate;
    private readonly Func<string, WorkerPool> _makePool;
    private readonly GrainConstructor _constructor;

    public GrainClass(GrainRuntime runtime, Type type)
    {
        (Runtime, Type) = (runtime, type);
        GrainType = GrainType.Create(GrainTypeAttribute.NameOf(type));
        Interfaces = [.. type.GetInterfaces().Where(IsGrainInterface)];
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        MaxWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers ?? 0;
        OverridesActivate = Overrides(nameof(IGrainBase.OnActivateAsync), typeof(CancellationToken));
        OverridesDeactivate = Overrides(nameof(IGrainBase.OnDeactivateAsync), typeof(DeactivationReason), typeof(CancellationToken));
        _constructor = new GrainConstructor(type, runtime.Lifetimes);
        _activate = key => new Activation(this, key);
        _makePool = key => new WorkerPool(this, key);
    }

    public GrainRuntime Runtime { get; }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public Type[] Interfaces { get; }

    /// <summary>The interface that a reference to the grain itself shows when no other is asked for: one that no other of its interfaces extends.</summary>
    public Type PrimaryInterface => Interfaces.First(type => !Interfaces.Any(other => other != type && type.IsAssignableFrom(other)));

    public bool IsReentrant { get; }

    /// <summary>0 where one key has one activation.</summary>
    public int MaxWorkers { get; }

    public bool OverridesActivate { get; }

    public bool OverridesDeactivate { get; }

    public IEnumerable<Activation> Activations =>
        MaxWorkers == 0 ? _activations.Select(entry => entry.Value) : _pools.SelectMany(entry => entry.Value.Workers);

    public int Count => MaxWorkers == 0 ? _activations.Count : _pools.Sum(entry => entry.Value.Workers.Length);

    public static bool IsGrainInterface(Type type) =>
        type.IsInterface && typeof(IGrain).IsAssignableFrom(type) && type.Namespace != nameof(Orleans);

    public Activation GetOrAdd(string key) =>
        _activations.TryGetValue(key, out var activation) ? activation : _activations.GetOrAdd(key, _activate);

    public WorkerPool GetOrAddPool(string key) => _pools.GetOrAdd(key, _makePool);

    public void Remove(Activation activation) => _activations.TryRemove(KeyValuePair.Create(activation.Key, activation));

    public object Construct(Activation activation, out List<IStateBridge>? states) => _constructor.Construct(activation, out states);

    private bool Overrides(string name, params Type[] parameters)
    {
        if (!typeof(IGrainBase).IsAssignableFrom(Type)) return false;
        if (!typeof(Grain).IsAssignableFrom(Type)) return true;
        var method = Type.GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters);
        return method is not null && method.DeclaringType != typeof(Grain);
    }
}
