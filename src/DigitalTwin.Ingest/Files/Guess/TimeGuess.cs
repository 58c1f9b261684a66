using System.Globalization;
using DigitalTwin.Ingest.Files.Cells;
using DigitalTwin.Ingest.Files.Profiles;

namespace DigitalTwin.Ingest.Files.Guess;

/// <summary>Finds the format in which a column of times is written.</summary>
internal static class TimeGuess
{
    private const double MostlyShare = 0.9;

    /// <summary>The first common format that nearly all cells have; null where the column holds no times.</summary>
    public static string? FormatOf(string[] cells)
    {
        if (cells.Length == 0 || cells.All(c => c.Length < 6)) return null;
        return TimeFormat.Common.FirstOrDefault(f => Fits(f, cells)) ?? (IsUnix(cells, 9, 10) ? "unix" : IsUnix(cells, 12, 13) ? "unixMilliseconds" : null);
    }

    public static bool Fits(string format, string[] cells)
    {
        TimeFormat.TryCreate(new FileTime { Column = "t", Format = format, Zone = "+00:00" }, out var reader, out _);
        return cells.Count(c => reader!.TryRead(c, out _)) >= MostlyShare * cells.Length;
    }

    public static bool IsTimeOfDay(string cell) => TimeOnly.TryParseExact(cell, ["H:mm", "H:mm:ss", "HH:mm:ss.FFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsUnix(string[] cells, int shortest, int longest) => cells.All(c => c.Length >= shortest && c.Length <= longest && c.All(char.IsAsciiDigit));
}
