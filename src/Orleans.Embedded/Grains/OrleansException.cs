namespace Orleans.Runtime;

/// <summary>A failure of the runtime or of a provider, as opposed to one of the grain's own.</summary>
public class OrleansException : Exception
{
    public OrleansException() : base("Unexpected error.")
    {
    }

    public OrleansException(string message) : base(message)
    {
    }

    public OrleansException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>The mailbox of an activation is full: the call was refused and has had no effect.</summary>
public sealed class LimitExceededException : OrleansException
{
    public LimitExceededException() : base("Limit exceeded")
    {
    }

    public LimitExceededException(string message) : base(message)
    {
    }

    public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
        : base($"Limit exceeded {limitName} Current={current} Threshold={threshold} {extraInfo}")
    {
    }
}

/// <summary>The observer is gone: its reference was deleted, or the object collected as garbage.</summary>
public class ClientNotAvailableException : OrleansException
{
    public ClientNotAvailableException(string message) : base(message)
    {
    }

    internal ClientNotAvailableException(GrainId clientId) : base($"No client activation for {clientId}")
    {
    }
}
