namespace DigitalTwin.Host.Hub;

/// <summary>The scope that a caller of this hub method needs. A method without one is refused to everybody.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RightAttribute(string scope) : Attribute
{
    public string Scope => scope;
}
