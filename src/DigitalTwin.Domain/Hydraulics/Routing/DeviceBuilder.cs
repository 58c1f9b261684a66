using DigitalTwin.Domain.Assets;
using DigitalTwin.Domain.Hydraulics.Sections;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Domain.Hydraulics.Routing;

/// <summary>Reads pumps, orifices, weirs and outlets from a network's links.</summary>
internal sealed class DeviceBuilder(Network network, SectionShapes shapes, List<ModelRepair> repairs)
{
    /// <summary>Null, with a repair noted, where the device cannot carry water.</summary>
    public Device? Make(int index)
    {
        var link = network.Links[index];
        var device = new Device
        {
            Link = index, From = link.From, To = link.To, Kind = DeviceKind.Outlet, HasFlapGate = link.HasFlapGate,
            Crest = Math.Max(network.Nodes[link.From].InvertElevation + Math.Max(0, link.FromOffset), network.Nodes[link.To].InvertElevation),
            Coefficient = link.DischargeCoefficient, Height = link.Section.Height, Width = link.Section.Width > 0 ? link.Section.Width : link.Section.Height,
        };
        return link.Kind switch
        {
            AssetKind.PumpStation => Pump(link, device),
            AssetKind.Orifice => Orifice(link, device),
            AssetKind.Weir => Weir(link, device),
            _ => Outlet(link, device),
        };
    }

    private Device Pump(NetworkLink link, Device device)
    {
        var curve = link.PumpCurve is { } name ? network.Curves.GetValueOrDefault(name) : null;
        device = device with
        {
            Kind = DeviceKind.Pump, Height = 0, StartDepth = link.StartDepth, StopDepth = link.StopDepth,
            InitialSetting = link.Attributes.GetValueOrDefault("Status") == "OFF" ? 0 : 1,
        };
        if (curve is { X.Count: > 0 })
        {
            return device with
            {
                Curve = curve,
                PumpCurve = curve.Type switch { "PUMP1" => PumpCurveKind.Volume, "PUMP2" => PumpCurveKind.DepthSteps, "PUMP3" or "PUMP5" => PumpCurveKind.Head, _ => PumpCurveKind.Depth },
            };
        }
        if (link.DesignFlow > 0)
        {
            repairs.Add(ModelRepair.Of(link.LocalId, $"is a pump without a curve; it delivers its rated {link.DesignFlow} m³/s at any depth.", $"为无性能曲线的水泵，任何水深均按额定流量 {link.DesignFlow} m³/s 计算。"));
            return device with { Curve = new Curve("PUMP4", [0, 100], [link.DesignFlow, link.DesignFlow]), PumpCurve = PumpCurveKind.Depth };
        }
        repairs.Add(ModelRepair.Of(link.LocalId, $"is a pump without a curve or rated flow; it passes on what flows to it.", $"为既无性能曲线也无额定流量的水泵，来水多少即排多少。"));
        return device with { PumpCurve = PumpCurveKind.Ideal };
    }

    private Device? Orifice(NetworkLink link, Device device)
    {
        if (shapes.Of(link.Section, out var why) is not { } table) return LeftOut(link, why);
        return device with
        {
            Kind = link.Attributes.GetValueOrDefault("Type") == "BOTTOM" ? DeviceKind.BottomOrifice : DeviceKind.Orifice,
            Opening = table, StrokeTime = HydraulicModelBuilder.Number(link.Attributes, "CloseTime"),
        };
    }

    private Device? Weir(NetworkLink link, Device device)
    {
        if (shapes.Of(link.Section, out var why) is null) return LeftOut(link, why);
        var slope = (link.Section.SideSlope1 + link.Section.SideSlope2) / 2;
        return device with
        {
            Kind = link.Attributes.GetValueOrDefault("Type") switch
            {
                "SIDEFLOW" => DeviceKind.SideWeir, "V-NOTCH" => DeviceKind.VNotchWeir, "TRAPEZOIDAL" => DeviceKind.TrapezoidalWeir, _ => DeviceKind.TransverseWeir,
            },
            Width = link.Section.Width, SideSlope = slope, CanSurcharge = link.Attributes.GetValueOrDefault("Surcharge") != "NO",
            EndContractions = (int)HydraulicModelBuilder.Number(link.Attributes, "EndCon"), EndCoefficient = HydraulicModelBuilder.Number(link.Attributes, "EndCoeff"),
        };
    }

    private Device? Outlet(NetworkLink link, Device device)
    {
        var type = link.Attributes.GetValueOrDefault("Type", "");
        device = device with { Height = 0, RatedByHead = type.EndsWith("HEAD", StringComparison.Ordinal) };
        if (link.Attributes.TryGetValue("RatingCurve", out var name) && network.Curves.TryGetValue(name, out var curve) && curve.X.Count > 0) return device with { Curve = curve };
        return link.DischargeCoefficient > 0 ? device with { Exponent = HydraulicModelBuilder.Number(link.Attributes, "Qexpon") } : LeftOut(link, new("is an outlet without curve or coefficient", "为出流口，但无曲线也无系数"));
    }

    private Device? LeftOut(NetworkLink link, Fault why)
    {
        repairs.Add(ModelRepair.Of(link.LocalId, $"{why.En}; no water passes it.", $"{why.Zh}，不过水。"));
        return null;
    }
}
