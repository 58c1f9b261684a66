using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>Generated classes, made when an interface is first used and kept for the process.</summary>
internal static class ProxyTypes
{
    private static readonly ConcurrentDictionary<Type, Func<GrainClass, string, GrainReference>> Grains = new();
    private static readonly ConcurrentDictionary<Type, Func<ObserverTarget, GrainReference>> Observers = new();
    private static readonly Lock Gate = new();
    private static readonly ModuleBuilder Module = MakeModule(out Assembly);
    private static readonly AssemblyBuilder Assembly;
    private static readonly HashSet<string> Reached = [];

    public static Func<GrainClass, string, GrainReference> Grain(Type interfaceType) =>
        Grains.GetOrAdd(interfaceType, static type => MakerOf<Func<GrainClass, string, GrainReference>>(type, typeof(GrainProxy), typeof(GrainClass), typeof(string)));

    public static Func<ObserverTarget, GrainReference> Observer(Type interfaceType) =>
        Observers.GetOrAdd(interfaceType, static type => MakerOf<Func<ObserverTarget, GrainReference>>(type, typeof(ObserverProxy), typeof(ObserverTarget)));

    private static TDelegate MakerOf<TDelegate>(Type interfaceType, Type baseType, params Type[] parameters)
        where TDelegate : Delegate
    {
        Type proxy;
        lock (Gate)
        {
            foreach (var type in interfaceType.GetInterfaces().Append(interfaceType)) Reach(type.Assembly);
            proxy = new ProxyBuilder(Module, interfaceType, baseType, parameters, Reach).Build();
        }

        var maker = new DynamicMethod("Make", typeof(GrainReference), parameters, Module, skipVisibility: true);
        var il = maker.GetILGenerator();
        for (var i = 0; i < parameters.Length; i++) il.Emit(OpCodes.Ldarg, i);
        il.Emit(OpCodes.Newobj, proxy.GetConstructors()[0]);
        il.Emit(OpCodes.Ret);
        return maker.CreateDelegate<TDelegate>();
    }

    private static ModuleBuilder MakeModule(out AssemblyBuilder assembly)
    {
        assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Orleans.Embedded.Proxies"), AssemblyBuilderAccess.Run);
        return assembly.DefineDynamicModule("Proxies");
    }

    /// <summary>Lets the generated code see internal types of an assembly; the runtime knows the attribute by its name.</summary>
    private static void Reach(Assembly assembly)
    {
        if (!Reached.Add(assembly.GetName().Name!)) return;
        var attribute = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        Assembly.SetCustomAttribute(new CustomAttributeBuilder(attribute, [assembly.GetName().Name!]));
    }
}
