namespace DigitalTwin.Host.People;

/// <summary>The policy of routes for whoever has a session, also one that must change its password first.</summary>
internal static class SignedIn
{
    public const string Policy = "signedIn";
}
