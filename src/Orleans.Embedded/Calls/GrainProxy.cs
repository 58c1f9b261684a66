namespace Orleans.Runtime;

/// <summary>Base of generated references to grains.</summary>
internal abstract class GrainProxy(GrainClass grainClass, string key) : GrainReference
{
    private Activation? _activation;

    public override GrainId GrainId => new(grainClass.GrainType, IdSpan.Create(key));

    internal override GrainRuntime Runtime => grainClass.Runtime;

    internal override object Cast(Type interfaceType) => Runtime.Factory.ReferenceTo(grainClass, key, interfaceType);

    internal override void Deliver(Invocation call)
    {
        if (grainClass.MaxWorkers > 0)
        {
            grainClass.GetOrAddPool(key).Receive(call);
            return;
        }

        var activation = _activation;
        if (activation is null || activation.IsInvalid) _activation = activation = grainClass.GetOrAdd(key);
        activation.Receive(call);
    }
}
