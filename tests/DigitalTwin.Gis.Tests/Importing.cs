using System.Text;
using DigitalTwin.Domain.Networks;
using DigitalTwin.Gis.Import;

namespace DigitalTwin.Gis.Tests;

/// <summary>Imports a text and says what came of it.</summary>
internal static class Importing
{
    public static ImportOutcome Outcome(string format, string text, string crs = "EPSG:25832", Func<ImportOptions, ImportOptions>? with = null)
    {
        var options = new ImportOptions("test", crs);
        return NetworkImport.Read(format, new MemoryStream(Encoding.UTF8.GetBytes(text)), with?.Invoke(options) ?? options);
    }

    public static (Network Network, ImportReport Report) Accepted(string format, string text, string crs = "EPSG:25832", Func<ImportOptions, ImportOptions>? with = null)
    {
        var outcome = Outcome(format, text, crs, with);
        Assert.False(outcome is ImportOutcome.Refused, (outcome as ImportOutcome.Refused)?.Why);
        return (((ImportOutcome.Accepted)outcome).Network, outcome.Report);
    }

    public static Defect Only(this ImportReport report, DefectCode code) => Assert.Single(report.Defects, d => d.Code == code);
}
