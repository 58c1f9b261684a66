using DigitalTwin.Domain.Readings;

namespace DigitalTwin.Host.Configuration;

/// <summary>The option <c>Holidays</c>: <c>china</c>, <c>none</c>, or a file whose years take the place of China's.</summary>
internal static class CityHolidays
{
    public const string China = "china";
    private const string None = "none";

    /// <summary>What is wrong with it, to follow the option's name; null where nothing is.</summary>
    public static string? Fault(string setting)
    {
        try
        {
            Read(setting);
            return null;
        }
        catch (FormatException e)
        {
            return $"is '{setting}': {e.Message}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"is '{setting}'; expected china, none or a file that can be read: {e.Message}";
        }
    }

    public static Holidays Read(string setting) => setting switch
    {
        China => Holidays.China,
        None => Holidays.None,
        _ => Holidays.China.With(Holidays.Parse(File.ReadAllText(setting))),
    };
}
