using DigitalTwin.Domain.Query.Language;
using DigitalTwin.Domain.Language;
using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Domain.Query;

/// <summary>A filter over assets, as written: <c>level > 0.8*full and kind = pumpStation</c>.</summary>
/// <remarks>
/// <para>Fields: id, name, network, region, catchment, material (texts); kind, class, state (choices; state is ordered); lon, lat, full, diameter, length,
/// fill (level over full), at, silence (s since the newest reading), built (year), age (s) and every quantity by name (numbers in canonical units); stale, estimated, incoming (true or false).</para>
/// <para>Operators: = != &lt; &lt;= &gt; &gt;= + - * / and or not in like between is [not] known|missing. A number may carry a unit (<c>300 mm</c>,
/// <c>20 L/s</c>, <c>80%</c>), which must fit what it is compared with. Texts are compared without regard to letter case.
/// A comparison of something unknown is false.</para>
/// <para>Kinds may stand before it: <c>pipeSegment, manhole where …</c>. Ways: <c>upstream of plant('P1') within 2 km</c>; places: <c>within 500 m of pump('P3')</c>,
/// <c>in district('…')</c>, <c>in box(w, s, e, n)</c>; <c>attribute('…')</c>; what lay in a period that ends now: <c>surchargeHours(90 d)</c>, <c>mean(cod, 24 h)</c>.
/// These need <see cref="PreparedColumns"/>; docs/questions.md has all of it.</para>
/// </remarks>
public sealed record Filter(string Text, Condition Condition)
{
    public const int LongestText = 4000;

    /// <summary>Null, and what is wrong, where the text is not a filter.</summary>
    public static Filter? Parse(string text, out FilterError? error, QuantityCatalogue? quantities = null) =>
        Read(text, p => new Filter(text, p.ReadCondition()), out error, quantities);

    /// <summary>A number to order or add up by, such as <c>level/full</c>.</summary>
    public static NumberExpression? ParseNumber(string text, out FilterError? error, QuantityCatalogue? quantities = null) =>
        Read(text, p => p.ReadNumber(), out error, quantities);

    private static T? Read<T>(string text, Func<Parser, T> read, out FilterError? error, QuantityCatalogue? quantities) where T : class
    {
        error = null;
        try
        {
            if (text.Length > LongestText) throw new FilterException(LongestText + 1, $"The text has {text.Length} characters; expected at most {LongestText}.");
            return read(new Parser(text, quantities ?? QuantityCatalogue.Default));
        }
        catch (FilterException e)
        {
            error = e.Error;
            return null;
        }
        catch (TextFaultException e)
        {
            error = new FilterError(e.Fault.Start + 1, e.Fault.Message.English);
            return null;
        }
    }
}
