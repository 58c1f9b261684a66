using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime;

/// <summary>Writes the class behind a reference: each method packs its arguments into an invocation and hands it to the base.</summary>
internal sealed class ProxyBuilder(ModuleBuilder module, Type interfaceType, Type baseType, Type[] parameters, Action<Assembly> reach)
{
    private const MethodAttributes Implementation =
        MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot;

    private static int _count;

    public Type Build()
    {
        var name = $"{interfaceType.FullName}.Proxy{Interlocked.Increment(ref _count)}";
        var type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, baseType, [interfaceType]);
        DefineConstructor(type);
        foreach (var method in interfaceType.GetInterfaces().Append(interfaceType).SelectMany(one => one.GetMethods()).Where(one => one.IsAbstract))
        {
            DefineMethod(type, method, new InvocationBuilder(module, method, $"{name}.{method.Name}{Interlocked.Increment(ref _count)}", reach).Build());
        }

        return type.CreateType();
    }

    private void DefineConstructor(TypeBuilder type)
    {
        var il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, parameters).GetILGenerator();
        for (var i = 0; i <= parameters.Length; i++) il.Emit(OpCodes.Ldarg, i);
        il.Emit(OpCodes.Call, baseType.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, parameters)!);
        il.Emit(OpCodes.Ret);
    }

    private static void DefineMethod(TypeBuilder type, MethodInfo method, Type invocation)
    {
        var arguments = method.GetParameters();
        var implementation = type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}", Implementation, method.ReturnType, [.. arguments.Select(one => one.ParameterType)]);
        type.DefineMethodOverride(implementation, method);

        var il = implementation.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Newobj, invocation.GetConstructor(Type.EmptyTypes)!);
        for (var i = 0; i < arguments.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg, i + 1);
            il.Emit(OpCodes.Stfld, invocation.GetField(InvocationBuilder.FieldName(i))!);
        }

        il.Emit(OpCodes.Call, CallMethod(method));
        if (ReturnShape.Of(method) is { IsValueTask: true } shape) il.Emit(OpCodes.Newobj, shape.ValueTaskFromTask);
        il.Emit(OpCodes.Ret);
    }

    private static MethodInfo CallMethod(MethodInfo method)
    {
        var calls = typeof(GrainReference).GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        var shape = ReturnShape.Of(method);
        if ((MethodDescriptor.Of(method).Options & CallOptions.OneWay) != 0) return calls.Single(one => one.Name == nameof(GrainReference.CallOneWay));
        return shape.Result is null
            ? calls.Single(one => one is { Name: nameof(GrainReference.Call), IsGenericMethod: false })
            : calls.Single(one => one is { Name: nameof(GrainReference.Call), IsGenericMethod: true }).MakeGenericMethod(shape.Result);
    }
}
