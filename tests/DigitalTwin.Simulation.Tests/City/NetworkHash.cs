using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Domain.Networks;

namespace DigitalTwin.Simulation.Tests.City;

internal static class NetworkHash
{
    /// <summary>A digest over everything that a network holds.</summary>
    public static string Of(Network network)
    {
        var text = new StringBuilder();
        foreach (var n in network.Nodes) text.AppendLine(n.ToString()).AppendJoin(';', n.Attributes);
        foreach (var l in network.Links) text.AppendLine(l.ToString()).AppendJoin(';', l.Vertices).AppendJoin(';', l.Attributes);
        foreach (var p in network.Points) text.AppendLine(p.ToString());
        foreach (var s in network.Subcatchments) text.AppendLine(s.ToString());
        foreach (var r in network.Regions) text.AppendLine(r.Name).AppendJoin(';', r.Boundary);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
