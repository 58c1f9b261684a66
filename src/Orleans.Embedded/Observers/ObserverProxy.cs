namespace Orleans.Runtime;

/// <summary>Base of generated references to observers.</summary>
internal abstract class ObserverProxy(ObserverTarget target) : GrainReference
{
    public ObserverTarget Target => target;

    public override GrainId GrainId => target.Id;

    internal override GrainRuntime Runtime => target.Runtime;

    internal override object Cast(Type interfaceType) => ProxyTypes.Observer(interfaceType)(target);

    internal override void Deliver(Invocation call) => target.Receive(call);
}
