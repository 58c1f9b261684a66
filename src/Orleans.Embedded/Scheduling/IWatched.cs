namespace Orleans.Runtime;

/// <summary>What may hold calls back for longer than their callers want to wait.</summary>
internal interface IWatched
{
    IWatched? NextWatched { get; set; }

    bool HasCallsPending { get; }

    /// <summary>True for the first who wants to watch it.</summary>
    bool TryBeginWatch();

    void EndWatch();

    /// <summary>Answers, from any thread, those calls whose callers have waited long enough by now.</summary>
    void Expire(int now);
}
