namespace DigitalTwin.Domain.Messages;

public enum DeliveryState
{
    Waiting,
    Sent,
    /// <summary>Given up; <see cref="Delivery.Error"/> says why.</summary>
    Failed,
}

/// <summary>How an attempt to deliver ended.</summary>
public abstract record Attempt
{
    private Attempt() { }

    public sealed record Delivered : Attempt;

    /// <summary>It may work later.</summary>
    public sealed record Later(string Why, TimeSpan? NotBefore = null) : Attempt;

    /// <summary>It will never work: the other side has refused for good.</summary>
    public sealed record Never(string Why) : Attempt;
}

/// <summary>One way by which a message goes out. Times in Unix ms, wall time.</summary>
/// <param name="Channel">page, email, webhook or push.</param>
/// <param name="To">Address, webhook or subscription.</param>
/// <param name="NextAt">Of the next attempt; null once it is over.</param>
public sealed record Delivery(string Channel, string To, DeliveryState State, int Tries, long? NextAt, string? Error, long? At)
{
    /// <summary>From the first attempt to the last some three hours: a mail server that is restarted, or a line that is down, is outlived.</summary>
    public const int MostTries = 10;
    private const int LongestError = 300;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15), LongestPause = TimeSpan.FromMinutes(30);

    public static Delivery New(string channel, string to, long nextAt) => new(channel, to, DeliveryState.Waiting, 0, nextAt, null, null);

    public bool IsDue(long now) => State == DeliveryState.Waiting && NextAt <= now;

    public Delivery After(Attempt attempt, long now) => attempt switch
    {
        Attempt.Delivered => this with { State = DeliveryState.Sent, Tries = Tries + 1, NextAt = null, Error = null, At = now },
        Attempt.Later later when Tries + 1 < MostTries => this with { Tries = Tries + 1, Error = Short(later.Why), NextAt = now + (long)Longer(Pause(Tries + 1), later.NotBefore).TotalMilliseconds, At = now },
        Attempt.Later later => this with { State = DeliveryState.Failed, Tries = Tries + 1, NextAt = null, Error = Short(later.Why), At = now },
        Attempt.Never never => this with { State = DeliveryState.Failed, Tries = Tries + 1, NextAt = null, Error = Short(never.Why), At = now },
        _ => throw new ArgumentOutOfRangeException(nameof(attempt)),
    };

    /// <summary>After so many attempts: 15 s, doubled each time, at most half an hour.</summary>
    public static TimeSpan Pause(int tries) => TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, tries - 1)));

    private static TimeSpan Longer(TimeSpan pause, TimeSpan? asked) => asked is { } a && a > pause ? a < LongestPause ? a : LongestPause : pause;

    private static string Short(string why) => why.Length <= LongestError ? why : why[..LongestError];
}
