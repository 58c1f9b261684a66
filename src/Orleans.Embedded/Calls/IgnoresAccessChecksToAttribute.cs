namespace System.Runtime.CompilerServices;

/// <summary>Known to the runtime by its name: code of the marked assembly may use internals of the named one.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
