using System.Security.Cryptography;

namespace DigitalTwin.Host.People;

/// <summary>A password that is told once and must be changed at the first sign-in.</summary>
internal static class OneTimePassword
{
    /// <summary>Without letters and digits that are mistaken for each other when read out.</summary>
    private const string Characters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
    private const int Groups = 4, Group = 5;

    /// <summary>Four groups of five: 116 bits.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Characters, Group)));
}
