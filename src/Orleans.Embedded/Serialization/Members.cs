using System.Reflection;
using System.Reflection.Emit;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>One serialized member of a type, read and set without reflection.</summary>
internal abstract class Member<TOwner>
{
    public abstract void Write(CodecBuffer buffer, ref TOwner owner);

    public abstract void Read(CodecBuffer buffer, ref TOwner owner);

    public abstract void Copy(ref TOwner from, ref TOwner to);
}

internal sealed class Member<TOwner, TValue>(FieldInfo field) : Member<TOwner>
{
    private readonly Getter _get = MakeGetter(field);
    private readonly Setter _set = MakeSetter(field);

    private delegate TValue Getter(ref TOwner owner);

    private delegate void Setter(ref TOwner owner, TValue value);

    private static Codec<TValue> Codec => Codecs.Of<TValue>();

    public override void Write(CodecBuffer buffer, ref TOwner owner) => Codec.Write(buffer, _get(ref owner));

    public override void Read(CodecBuffer buffer, ref TOwner owner) => _set(ref owner, Codec.Read(buffer));

    public override void Copy(ref TOwner from, ref TOwner to) => _set(ref to, Codec.Copy(_get(ref from)));

    private static Getter MakeGetter(FieldInfo field)
    {
        var method = new DynamicMethod("Get" + field.Name, typeof(TValue), [typeof(TOwner).MakeByRefType()], field.Module, skipVisibility: true);
        var il = method.GetILGenerator();
        LoadOwner(il);
        il.Emit(OpCodes.Ldfld, field);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Getter>();
    }

    private static Setter MakeSetter(FieldInfo field)
    {
        var method = new DynamicMethod("Set" + field.Name, null, [typeof(TOwner).MakeByRefType(), typeof(TValue)], field.Module, skipVisibility: true);
        var il = method.GetILGenerator();
        LoadOwner(il);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Stfld, field);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Setter>();
    }

    private static void LoadOwner(ILGenerator il)
    {
        il.Emit(OpCodes.Ldarg_0);
        if (!typeof(TOwner).IsValueType) il.Emit(OpCodes.Ldind_Ref);
    }
}

internal static class Members
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Fields behind the members with <see cref="IdAttribute"/>, base types first, by id within a type.</summary>
    public static Member<T>[] Of<T>()
    {
        if (!typeof(T).IsDefined(typeof(GenerateSerializerAttribute), false))
        {
            throw new CodecNotFoundException($"{typeof(T)} cannot cross a grain interface: it lacks [GenerateSerializer].");
        }

        return [.. Hierarchy(typeof(T)).SelectMany(FieldsOf).Select(Make<T>)];
    }

    private static Member<T> Make<T>(FieldInfo field) =>
        (Member<T>)Activator.CreateInstance(typeof(Member<,>).MakeGenericType(typeof(T), field.FieldType), field)!;

    private static IEnumerable<Type> Hierarchy(Type type)
    {
        var chain = new Stack<Type>();
        for (var one = type; one is not null && one != typeof(object) && one != typeof(ValueType); one = one.BaseType) chain.Push(one);
        return chain;
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        var members = type.GetMembers(Declared)
            .Where(member => member is FieldInfo or PropertyInfo)
            .Select(member => (Member: member, Id: member.GetCustomAttribute<IdAttribute>()?.Id))
            .Where(one => one.Id is not null)
            .OrderBy(one => one.Id)
            .ToArray();
        var twice = members.GroupBy(one => one.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new SerializerException($"{type} uses [Id({twice.Key})] for {string.Join(" and ", twice.Select(one => one.Member.Name))}.");
        }

        return members.Select(one => BackingField(type, one.Member));
    }

    private static FieldInfo BackingField(Type type, MemberInfo member) =>
        member as FieldInfo
        ?? type.GetField($"<{member.Name}>k__BackingField", Declared)
        ?? throw new SerializerException($"{type}.{member.Name} has an [Id] but is no auto-property; put the [Id] on the field behind it.");
}
