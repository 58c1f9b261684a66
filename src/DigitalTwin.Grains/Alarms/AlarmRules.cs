using DigitalTwin.Domain.Alarms;

namespace DigitalTwin.Grains.Alarms;

/// <summary>The definitions that this silo's alarm books go by. Whoever reads edits replaces them; the next signal is judged by the new ones.</summary>
public sealed class AlarmRules
{
    private volatile AlarmCatalogue _catalogue = AlarmCatalogue.Default;

    public AlarmCatalogue Catalogue
    {
        get => _catalogue;
        set => _catalogue = value;
    }

    public AlarmSettings Settings { get; } = AlarmSettings.Default;
}
