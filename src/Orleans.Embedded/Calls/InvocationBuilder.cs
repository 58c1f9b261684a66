using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime;

/// <summary>Writes the invocation class of one method: a field an argument, the call itself, and the copying of what the caller could still change.</summary>
internal sealed class InvocationBuilder(ModuleBuilder module, MethodInfo method, string name, Action<Assembly> reach)
{
    private const MethodAttributes Override = MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig;

    private readonly ParameterInfo[] _parameters = method.GetParameters();
    private readonly ReturnShape _shape = ReturnShape.Of(method);

    public static string FieldName(int argument) => $"Argument{argument}";

    public Type Build()
    {
        var baseType = _shape.Result is null ? typeof(VoidInvocation) : typeof(ResultInvocation<>).MakeGenericType(_shape.Result);
        foreach (var used in _parameters.Select(one => one.ParameterType).Append(method.ReturnType)) ReachAll(used);
        var type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, baseType);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        var fields = _parameters.Select((one, i) => type.DefineField(FieldName(i), one.ParameterType, FieldAttributes.Public)).ToArray();
        var descriptor = type.DefineField("Descriptor", typeof(MethodDescriptor), FieldAttributes.Public | FieldAttributes.Static);
        DefineMethodProperty(type, descriptor);
        DefineInvoke(type, fields);
        DefineCopyArguments(type, fields);
        var made = type.CreateType();
        made.GetField("Descriptor")!.SetValue(null, MethodDescriptor.Of(method));
        return made;
    }

    private static void DefineMethodProperty(TypeBuilder type, FieldBuilder descriptor)
    {
        var il = type.DefineMethod("get_Method", Override, typeof(MethodDescriptor), Type.EmptyTypes).GetILGenerator();
        il.Emit(OpCodes.Ldsfld, descriptor);
        il.Emit(OpCodes.Ret);
    }

    private void DefineInvoke(TypeBuilder type, FieldBuilder[] fields)
    {
        var il = type.DefineMethod(nameof(Invocation.Invoke), Override, typeof(Task), [typeof(object)]).GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }

        il.Emit(OpCodes.Callvirt, method);
        if (_shape.IsValueTask)
        {
            var result = il.DeclareLocal(method.ReturnType);
            il.Emit(OpCodes.Stloc, result);
            il.Emit(OpCodes.Ldloca, result);
            il.Emit(OpCodes.Call, _shape.TaskFromValueTask);
        }

        il.Emit(OpCodes.Ret);
    }

    private void DefineCopyArguments(TypeBuilder type, FieldBuilder[] fields)
    {
        var copied = fields.Where(field => !Transfer.IsAlwaysSafe(field.FieldType)).ToArray();
        if (copied.Length == 0) return;
        var isolated = typeof(Invocation).GetField(nameof(Invocation.Isolated))!;
        var il = type.DefineMethod(nameof(Invocation.CopyArguments), Override, typeof(void), Type.EmptyTypes).GetILGenerator();
        foreach (var field in copied)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, isolated);
            var isImmutable = _parameters[Array.IndexOf(fields, field)].IsDefined(typeof(ImmutableAttribute));
            var transfer = typeof(Transfer).GetMethod(isImmutable ? nameof(Transfer.ImmutableArgument) : nameof(Transfer.Argument))!;
            il.Emit(OpCodes.Call, transfer.MakeGenericMethod(field.FieldType));
            il.Emit(OpCodes.Stfld, field);
        }

        il.Emit(OpCodes.Ret);
    }

    private void ReachAll(Type type)
    {
        reach(type.Assembly);
        if (type.HasElementType) ReachAll(type.GetElementType()!);
        foreach (var argument in type.GenericTypeArguments) ReachAll(argument);
    }
}
