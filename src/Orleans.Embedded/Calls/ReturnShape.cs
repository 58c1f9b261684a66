using System.Reflection;

namespace Orleans.Runtime;

/// <summary>What a grain method returns: a task or value task, with or without a result.</summary>
internal sealed record ReturnShape(Type Type, Type? Result, bool IsValueTask)
{
    public ConstructorInfo ValueTaskFromTask => Type.GetConstructor([Result is null ? typeof(Task) : typeof(Task<>).MakeGenericType(Result)])!;

    public MethodInfo TaskFromValueTask => Type.GetMethod(nameof(ValueTask.AsTask))!;

    public static ReturnShape Of(MethodInfo method)
    {
        var type = method.ReturnType;
        if (method.IsGenericMethodDefinition) throw Unusable(method, "is generic");
        if (method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef)) throw Unusable(method, "has a by-ref parameter");
        if (type == typeof(Task)) return new ReturnShape(type, null, false);
        if (type == typeof(ValueTask)) return new ReturnShape(type, null, true);
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (definition == typeof(Task<>)) return new ReturnShape(type, type.GenericTypeArguments[0], false);
        if (definition == typeof(ValueTask<>)) return new ReturnShape(type, type.GenericTypeArguments[0], true);
        throw Unusable(method, $"returns {type}, not Task, Task<T>, ValueTask or ValueTask<T>");
    }

    private static NotSupportedException Unusable(MethodInfo method, string why) =>
        new($"{method.DeclaringType}.{method.Name} cannot be called on a grain: it {why}.");
}
