namespace Orleans.Core
{
    /// <summary>Durable state of a grain, without its type.</summary>
    public interface IStorage
    {
        /// <summary>Version of the record that was last read or written; null where there is none.</summary>
        string? Etag { get; }

        bool RecordExists { get; }

        Task ClearStateAsync();

        Task WriteStateAsync();

        Task ReadStateAsync();
    }

    public interface IStorage<TState> : IStorage
    {
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>State that is injected into a grain's constructor with <see cref="PersistentStateAttribute"/> and read before <see cref="Grain.OnActivateAsync"/>.</summary>
    public interface IPersistentState<TState> : Core.IStorage<TState>;

    /// <summary>Names the state and the <see cref="Storage.IGrainStorage"/> that keeps it; without a storage name, the default one.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        public string StateName { get; } = stateName ?? throw new ArgumentNullException(nameof(stateName));

        public string? StorageName { get; } = storageName;
    }
}
