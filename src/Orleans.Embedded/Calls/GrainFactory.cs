using System.Collections.Concurrent;
using System.Globalization;

namespace Orleans.Runtime;

/// <summary>References to grains and observers of one runtime.</summary>
internal sealed class GrainFactory(GrainRuntime runtime) : IClusterClient
{
    private readonly ConcurrentDictionary<Type, GrainClass> _classes = new();
    private long _lastObserver;

    public IServiceProvider ServiceProvider => runtime.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Make<TGrainInterface>(primaryKey, grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        Make<TGrainInterface>(primaryKey.ToString("X", CultureInfo.InvariantCulture), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => Make<TGrainInterface>(primaryKey.ToString("N"), grainClassNamePrefix);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)ReferenceTo(runtime.Classes.Find(grainId.Type), grainId.Key.ToString(), typeof(TGrainInterface));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grainPrimaryKey);
        return (IGrain)ReferenceTo(runtime.Classes.Find(grainInterfaceType), grainPrimaryKey, grainInterfaceType);
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        if (obj is GrainReference) throw new ArgumentException("This is a reference already.", nameof(obj));
        if (obj is not TGrainObserverInterface)
        {
            throw new ArgumentException($"{obj.GetType()} does not implement {typeof(TGrainObserverInterface)}.", nameof(obj));
        }

        var target = new ObserverTarget(runtime, obj, Interlocked.Increment(ref _lastObserver));
        return (TGrainObserverInterface)(object)ProxyTypes.Observer(typeof(TGrainObserverInterface))(target);
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is not ObserverProxy observer) throw new ArgumentException("Only a reference made by CreateObjectReference can be deleted.", nameof(obj));
        observer.Target.Delete();
    }

    public GrainReference ReferenceTo(GrainClass grainClass, string key, Type interfaceType) => ProxyTypes.Grain(interfaceType)(grainClass, key);

    private T Make<T>(string key, string? classNamePrefix)
    {
        var grainClass = classNamePrefix is null
            ? _classes.GetOrAdd(typeof(T), static (type, classes) => classes.Find(type), runtime.Classes)
            : runtime.Classes.Find(typeof(T), classNamePrefix);
        return (T)(object)(ProxyOf<T>.Make ??= ProxyTypes.Grain(typeof(T)))(grainClass, key);
    }

    /// <summary>Saves a look into a dictionary on each <c>GetGrain</c>.</summary>
    private static class ProxyOf<T>
    {
        public static Func<GrainClass, string, GrainReference>? Make;
    }
}
