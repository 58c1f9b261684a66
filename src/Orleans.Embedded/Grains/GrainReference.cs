namespace Orleans.Runtime;

/// <summary>Base of the generated proxies: what <see cref="IGrainFactory"/> returns is one of these.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    public abstract GrainId GrainId { get; }

    internal abstract GrainRuntime Runtime { get; }

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference:{GrainId}";

    /// <summary>The same grain or observer, seen through another of its interfaces.</summary>
    internal abstract object Cast(Type interfaceType);

    internal abstract void Deliver(Invocation call);

    internal Task Call(VoidInvocation call)
    {
        var answer = call.Task;
        Send(call);
        return answer;
    }

    internal Task<T> Call<T>(ResultInvocation<T> call)
    {
        var answer = call.Task;
        Send(call);
        return answer;
    }

    internal Task CallOneWay(Invocation call)
    {
        try
        {
            Prepare(call);
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }

        Deliver(call);
        return Task.CompletedTask;
    }

    private void Send(Invocation call)
    {
        try
        {
            Prepare(call);
        }
        catch (Exception exception)
        {
            call.Fail(exception);
            return;
        }

        Deliver(call);
    }

    private void Prepare(Invocation call)
    {
        call.Isolated = Runtime.Options.IsolateArguments;
        call.CopyArguments();
        call.Context = CallContext.Capture();
    }
}
