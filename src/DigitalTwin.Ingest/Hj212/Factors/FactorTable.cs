using System.Collections.Frozen;
using System.Text.Json;

namespace DigitalTwin.Ingest.Hj212.Factors;

/// <summary>What a factor's code stands for.</summary>
/// <param name="Quantity">Name in the catalogue; null where the catalogue has none, or where a plant has several of it.</param>
/// <param name="Unit">In which the standard has it sent.</param>
/// <param name="TotalUnit">Unit of its -Cou; null where it has none.</param>
/// <param name="IsVerified">Read in the standard, or alike in two independent transcriptions of it.</param>
public sealed record Factor(string Code, string? OldCode, string Chinese, string English, string? Quantity, string Unit, string? TotalUnit, bool IsVerified);

/// <summary>The factor codes of HJ 212-2017 and those of 2005 that became them. From <c>factors.json</c>.</summary>
public sealed class FactorTable
{
    private const int ProcessCodeLength = 6;
    private readonly FrozenDictionary<string, Factor> _byCode;
    private readonly FrozenDictionary<string, Factor> _byPrefix;

    private FactorTable(IReadOnlyList<Factor> factors, IReadOnlyList<Factor> processes)
    {
        _byCode = factors.Select(f => (f.Code, f)).Concat(factors.Where(f => f.OldCode is not null).Select(f => (f.OldCode!, f))).ToFrozenDictionary(p => p.Item1, p => p.f, StringComparer.Ordinal);
        _byPrefix = processes.ToFrozenDictionary(f => f.Code, StringComparer.Ordinal);
        All = factors;
    }

    public static FactorTable Default { get; } = Load();

    public IReadOnlyList<Factor> All { get; }

    /// <summary>By new or old code, by a code that lost its 'w' (misprint C.14), or by what a process code begins with; null where unknown.</summary>
    public Factor? Find(string code)
    {
        if (_byCode.TryGetValue(code, out var factor) || (code.Length == 5 && _byCode.TryGetValue("w" + code, out factor))) return factor;
        if (code.Length != ProcessCodeLength || !_byPrefix.TryGetValue(code[..4], out var process)) return null;
        return process with { Code = code, Chinese = $"{process.Chinese}{code[4..]}", English = $"{process.English} {code[4..]}", Quantity = null };
    }

    private static FactorTable Load()
    {
        using var stream = typeof(FactorTable).Assembly.GetManifestResourceStream("factors.json") ?? throw new InvalidOperationException("factors.json is not embedded in DigitalTwin.Ingest.");
        using var document = JsonDocument.Parse(stream);
        return new FactorTable([.. document.RootElement.GetProperty("factors").EnumerateArray().Select(e => Read(e, "code"))],
            [.. document.RootElement.GetProperty("processes").EnumerateArray().Select(e => Read(e, "prefix"))]);
    }

    private static Factor Read(JsonElement e, string code) => new(Text(e, code)!, Text(e, "old"), Text(e, "zh")!, Text(e, "en")!, Text(e, "quantity"), Text(e, "unit")!, Text(e, "total"), e.GetProperty("verified").GetBoolean());

    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;
}
