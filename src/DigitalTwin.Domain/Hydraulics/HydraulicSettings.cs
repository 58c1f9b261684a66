namespace DigitalTwin.Domain.Hydraulics;

/// <summary>What hydraulics assumes where nothing is known; SI units, each with its source in <c>hydraulics.json</c>.</summary>
public sealed record HydraulicSettings
{
    public required double DefaultRoughness { get; init; }
    public required double DefaultDiameter { get; init; }
    public required double MinimumSlope { get; init; }
    public required double MinimumVelocity { get; init; }
    public required double MaximumVelocity { get; init; }
    public required double SurchargedWaveSpeed { get; init; }
    public required double PressureWaveSpeed { get; init; }
    public required double FullFillRatio { get; init; }
    public required double DeviceSeconds { get; init; }
    public required double DefaultDeviceCapacity { get; init; }
    public required double ExitTolerance { get; init; }
    public required double StorageDepth { get; init; }
    public required double MaximumResidenceSeconds { get; init; }
    public required double TreatmentPlantSeconds { get; init; }
    public required double ReclaimedPlantSeconds { get; init; }
    public required double MixingLength { get; init; }
    public required double ManholeArea { get; init; }
    public required double PumpCycleSeconds { get; init; }

    public static HydraulicSettings Default { get; } = LoadEmbedded();

    private static HydraulicSettings LoadEmbedded()
    {
        using var document = EmbeddedData.Open("hydraulics.json");
        var values = document.RootElement.GetProperty("values");
        double Of(string name) => values.GetProperty(name).GetProperty("value").GetDouble();
        return new HydraulicSettings
        {
            DefaultRoughness = Of("defaultRoughness"),
            DefaultDiameter = Of("defaultDiameter"),
            MinimumSlope = Of("minimumSlope"),
            MinimumVelocity = Of("minimumVelocity"),
            MaximumVelocity = Of("maximumVelocity"),
            SurchargedWaveSpeed = Of("surchargedWaveSpeed"),
            PressureWaveSpeed = Of("pressureWaveSpeed"),
            FullFillRatio = Of("fullFillRatio"),
            DeviceSeconds = Of("deviceSeconds"),
            DefaultDeviceCapacity = Of("defaultDeviceCapacity"),
            ExitTolerance = Of("exitTolerance"),
            StorageDepth = Of("storageDepth"),
            MaximumResidenceSeconds = Of("maximumResidenceSeconds"),
            TreatmentPlantSeconds = Of("treatmentPlantSeconds"),
            ReclaimedPlantSeconds = Of("reclaimedPlantSeconds"),
            MixingLength = Of("mixingLength"),
            ManholeArea = Of("manholeArea"),
            PumpCycleSeconds = Of("pumpCycleSeconds"),
        };
    }
}
