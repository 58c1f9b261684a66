using DigitalTwin.Ingest.Files.Profiles;
using DigitalTwin.Ingest.Files.Taking;

namespace DigitalTwin.Ingest.Files.Guess;

/// <summary>What the beginning of a file looks like, and a profile that may fit it. Nothing of it is certain; <see cref="Doubts"/> says what to look at.</summary>
public sealed record FileInspection(string Encoding, string Delimiter, int HeaderRow, IReadOnlyList<InspectedColumn> Columns, IReadOnlyList<ShownRow> Rows, FileProfile Profile, IReadOnlyList<GuessDoubt> Doubts);

/// <param name="Kind">What its cells look like: <c>time</c>, <c>number</c>, <c>text</c> or <c>empty</c>.</param>
/// <param name="Numbers">Cells of the sample that are numbers.</param>
/// <param name="Texts">Cells that are neither empty nor numbers; a few of them in <see cref="Examples"/>.</param>
public sealed record InspectedColumn(int Column, string Heading, string Kind, int Numbers, int Texts, string[] Examples);

/// <summary>Something that a person should decide: <c>dayOrMonth</c>, <c>noTime</c>, <c>noAsset</c>, <c>noQuantity</c>, <c>decimal</c>.</summary>
public sealed record GuessDoubt(string Code, string Why);
