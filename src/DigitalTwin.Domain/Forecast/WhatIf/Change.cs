namespace DigitalTwin.Domain.Forecast.WhatIf;

/// <summary>Something that is otherwise than it is.</summary>
public abstract record Change
{
    private Change() { }

    /// <summary>Rain to come is multiplied.</summary>
    public sealed record RainFactor(double Factor) : Change;

    /// <summary>Rain of one intensity everywhere for some minutes from now, in place of what is expected.</summary>
    public sealed record Rain(double MillimetresPerHour, int Minutes) : Change;

    /// <summary>A pipe is blocked by a share of its section, 0–1; 1 lets nothing pass.</summary>
    public sealed record Block(string Link, double Share) : Change;

    /// <summary>A pump, gate, weir or outlet is held at a setting: 0 off or shut, 1 on or open.</summary>
    public sealed record Hold(string Link, double Setting) : Change;

    /// <summary>A tank beside a manhole that takes water once it stands above the pipes' crowns and gives it back after.</summary>
    public sealed record Tank(string Node, double AreaM2, double DepthM) : Change;

    /// <summary>Dry-weather flow and paved land of a district, or of one node, are multiplied.</summary>
    public sealed record Grow(string DistrictOrNode, double Factor) : Change;
}

/// <summary>A change that cannot be made to this part; the message names the field and what was expected.</summary>
public sealed class ImpossibleChangeException(string message) : Exception(message);
