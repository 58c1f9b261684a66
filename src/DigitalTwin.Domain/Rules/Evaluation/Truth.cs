namespace DigitalTwin.Domain.Rules;

/// <summary>Whether something holds; unknown where it rests on what is not known.</summary>
public enum Truth : sbyte { Unknown = -1, False = 0, True = 1 }

/// <summary>Kleene's logic of three values: what an unknown part cannot change is known all the same.</summary>
internal static class Truths
{
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth Not(this Truth a) => a == Truth.Unknown ? a : Of(a == Truth.False);
}
