using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Domain.Audit;

/// <summary>What is wrong with a record of the audit.</summary>
public enum AuditBreak
{
    /// <summary>It does not hash to what it says: something in it was changed.</summary>
    Altered,

    /// <summary>It does not follow the record before it: one was taken out, put in or exchanged.</summary>
    Unlinked,

    /// <summary>It is no record of the chain although the chain had begun.</summary>
    Foreign,

    /// <summary>The head that was noted elsewhere is not in the chain: its end was cut off, or all of it was written anew.</summary>
    HeadMissing,
}

/// <param name="Sequence">Of the fact in the log; 0 where no single fact is at fault.</param>
/// <param name="Number">Of the record that was expected there.</param>
public sealed record AuditFault(long Sequence, long Number, AuditBreak Break);

/// <summary>Walks the audit from its first record and finds the first place where the chain does not hold.</summary>
/// <param name="noted">A head that was written down elsewhere, without which a cut-off end goes unseen; null for none.</param>
public sealed class AuditCheck(string? noted = null)
{
    private AuditLink? _last;
    private bool _isNotedSeen;

    /// <summary>Records that hold.</summary>
    public long Count => _last?.Number ?? 0;

    /// <summary>Hash of the last record that holds; null before the first.</summary>
    public string? Head => _last?.HashText;

    /// <summary>Facts from before there was a chain.</summary>
    public int Unchained { get; private set; }

    public AuditFault? Fault { get; private set; }

    /// <summary>Takes the next fact of the audit, in the order known; after a fault it takes no more.</summary>
    public void Take(Fact fact)
    {
        if (Fault is not null) return;
        if (AuditLink.Of(fact) is not { } link)
        {
            if (_last is null) Unchained++;
            else Fault = new(fact.Sequence, Count + 1, AuditBreak.Foreign);
            return;
        }
        if (!link.Hash.Span.SequenceEqual(link.Recomputed())) Fault = new(fact.Sequence, Count + 1, AuditBreak.Altered);
        else if (link.Number != Count + 1 || !link.Previous.Span.SequenceEqual(_last is null ? new byte[link.Hash.Length] : _last.Hash.Span)) Fault = new(fact.Sequence, Count + 1, AuditBreak.Unlinked);
        else
        {
            _last = link;
            _isNotedSeen |= string.Equals(noted, link.HashText, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>To be called after the last fact.</summary>
    public void End()
    {
        if (Fault is null && noted is not null && !_isNotedSeen) Fault = new(0, Count + 1, AuditBreak.HeadMissing);
    }
}
