using FsCheck;
using FsCheck.Fluent;

namespace DigitalTwin.Domain.Tests;

/// <summary>Checks a law over seeds; a failure prints the seed that breaks it.</summary>
internal static class ForAll
{
    public static void Seeds(Action<int> law, int count = 200) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(count));
}
