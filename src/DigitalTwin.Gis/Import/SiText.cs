using System.Globalization;

namespace DigitalTwin.Gis.Import;

/// <summary>How numbers stand in attributes.</summary>
internal static class SiText
{
    public static string Of(double value) => value.ToString("G10", CultureInfo.InvariantCulture);
}
