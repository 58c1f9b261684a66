using DigitalTwin.Domain.Query.Language;

namespace DigitalTwin.Domain.Query;

/// <summary>The parts of a question that must be worked out before its rows are gone through.</summary>
public sealed class QuestionParts
{
    private readonly HashSet<Condition> _sets = [];
    private readonly HashSet<NumberExpression> _numbers = [];

    public IReadOnlyCollection<Condition> Sets => _sets;
    public IReadOnlyCollection<NumberExpression> Numbers => _numbers;
    public IEnumerable<PeriodNumber> Periods => _numbers.OfType<PeriodNumber>();
    public bool IsEmpty => _sets.Count == 0 && _numbers.Count == 0;

    public QuestionParts Add(Condition? condition)
    {
        switch (condition)
        {
            case And and: foreach (var part in and.All) Add(part); break;
            case Or or: foreach (var part in or.Any) Add(part); break;
            case Not not: Add(not.Of); break;
            case Comparison c: Add(c.Left).Add(c.Right); break;
            case IsKnown known: Add(known.Number); break;
            case RelatedTo or NearAsset or NearPlace or InDistrict or AttributeIn: _sets.Add(condition); break;
        }
        return this;
    }

    public QuestionParts Add(NumberExpression? number)
    {
        if (number is Arithmetic a) return Add(a.Left).Add(a.Right);
        if (number is AttributeNumber or PeriodNumber) _numbers.Add(number);
        return this;
    }
}
