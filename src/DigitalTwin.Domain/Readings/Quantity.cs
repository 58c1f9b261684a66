namespace DigitalTwin.Domain.Readings;

/// <summary>What is measured. Codes below 1000 are fixed; those above are statistics (<see cref="IntervalQuantity"/>), and quantities that sources bring along.</summary>
/// <remarks>Names, units and plausible ranges are in <c>quantities.json</c>; see <see cref="QuantityCatalogue"/>.</remarks>
public readonly record struct Quantity(ushort Code)
{
    /// <summary>Whether every city knows it: neither a device's own statistic nor a quantity that a source brought along.</summary>
    public bool IsCatalogued => Code < 1000;

    /// <summary>Depth of water above the asset's invert, m.</summary>
    public static readonly Quantity Level = new(1);
    /// <summary>Volumetric flow, m³/s.</summary>
    public static readonly Quantity Flow = new(2);
    /// <summary>m/s.</summary>
    public static readonly Quantity Velocity = new(3);
    /// <summary>Pa.</summary>
    public static readonly Quantity Pressure = new(4);
    /// <summary>Rain intensity, mm/h.</summary>
    public static readonly Quantity Rainfall = new(5);
    /// <summary>1 running, 0 stopped.</summary>
    public static readonly Quantity Running = new(6);
    /// <summary>1 tripped (a fault stopped the drive), 0 healthy.</summary>
    public static readonly Quantity Tripped = new(7);
    /// <summary>W.</summary>
    public static readonly Quantity Power = new(8);
    /// <summary>Water lost from the network at this node, m³/s.</summary>
    public static readonly Quantity Overflow = new(9);
    /// <summary>Stored volume, m³.</summary>
    public static readonly Quantity Volume = new(10);
    /// <summary>Of a gate or valve: 0 shut, 1 open.</summary>
    public static readonly Quantity Opening = new(11);
    /// <summary>Chemical oxygen demand, mg/L. All concentrations are in mg/L (= g/m³).</summary>
    public static readonly Quantity Cod = new(20);
    public static readonly Quantity Bod5 = new(21);
    public static readonly Quantity AmmoniaNitrogen = new(22);
    public static readonly Quantity TotalNitrogen = new(23);
    public static readonly Quantity TotalPhosphorus = new(24);
    public static readonly Quantity SuspendedSolids = new(25);
    public static readonly Quantity ResidualChlorine = new(26);
    public static readonly Quantity DissolvedOxygen = new(27);
    /// <summary>pH units.</summary>
    public static readonly Quantity Ph = new(40);
    /// <summary>NTU.</summary>
    public static readonly Quantity Turbidity = new(41);
    /// <summary>°C.</summary>
    public static readonly Quantity Temperature = new(42);
    /// <summary>µS/cm.</summary>
    public static readonly Quantity Conductivity = new(43);
}
