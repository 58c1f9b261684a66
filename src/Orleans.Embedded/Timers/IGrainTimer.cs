namespace Orleans.Runtime;

/// <summary>A running timer of one activation. Disposing it stops it; it ends with its activation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets when it next fires and how long after the end of one tick the next one fires.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
