using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Whatever can be called by reference: a grain or an observer.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>Base of all grain interfaces. Methods return <see cref="Task"/>, <see cref="Task{T}"/>, <see cref="ValueTask"/> or <see cref="ValueTask{T}"/>.</summary>
    public interface IGrain : IAddressable;

    public interface IGrainWithStringKey : IGrain;

    public interface IGrainWithIntegerKey : IGrain;

    public interface IGrainWithGuidKey : IGrain;

    /// <summary>Called by grains, implemented by any object that <see cref="IGrainFactory.CreateObjectReference{T}"/> made callable.</summary>
    public interface IGrainObserver : IAddressable;
}
