using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Someone else has written the state since it was read. The activation that sees it is ended, so that the next call reads anew.</summary>
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string message) : base(message)
    {
    }

    public InconsistentStateException(string message, Exception? innerException) : base(message, innerException!)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag) : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!) => (StoredEtag, CurrentEtag) = (storedEtag, currentEtag);

    public string? StoredEtag { get; }

    public string? CurrentEtag { get; }

    /// <summary>False once it has left the activation whose state it is, so that callers who pass it on are not ended too.</summary>
    internal bool IsSourceActivation { get; set; } = true;

    public override string ToString() => $"{base.ToString()} (stored ETag {StoredEtag}, ETag at hand {CurrentEtag})";
}
