namespace DigitalTwin.Domain.Risk;

/// <summary>Operational warning level, mildest first. Not the grade I–IV of an environmental incident, which people decide.</summary>
public enum WarningLevel : byte { None = 0, Blue = 1, Yellow = 2, Orange = 3, Red = 4 }

/// <summary>What is wrong at one place. Stored and sent; never renumber.</summary>
public enum SymptomKind : byte
{
    /// <summary>Water stands above the crown of the pipes that leave the node, or high in a tank or wet well.</summary>
    Surcharge = 1,
    /// <summary>Water leaves the network: level over the full depth, or an overflow measured.</summary>
    Overflow = 2,
    PumpTripped = 3,
    /// <summary>A concentration or other quality value past its limit.</summary>
    QualityBreach = 4,
    /// <summary>No data for longer than the asset's interval. Looks old on the map; raises no warning by itself.</summary>
    Stale = 5,
    /// <summary>A forecast sees a surcharge; from here on, what is expected and not there yet.</summary>
    ExpectedSurcharge = 11,
    ExpectedOverflow = 12,
    /// <summary>More will come to a pump station than it can lift.</summary>
    ExpectedPumpCapacity = 13,
    /// <summary>More will come to a plant than 80 or 100 % of what it can treat.</summary>
    ExpectedPlantLoad = 14,
    ExpectedTankFull = 15,
}
