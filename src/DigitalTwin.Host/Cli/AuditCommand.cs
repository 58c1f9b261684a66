using System.Text.Json;
using DigitalTwin.Host.Audit;
using DigitalTwin.Host.Http;
using DigitalTwin.Domain.Assets;

namespace DigitalTwin.Host.Cli;

/// <summary><c>audit verify</c>: checks the chain of the audit, in the running server or in a data folder that no server holds.</summary>
internal static class AuditCommand
{
    public const string Usage = "Usage: twin audit verify [--head HASH] [--url URL | --data DIR]";

    /// <returns>0 where the chain holds, else 1.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args)
    {
        var given = new Arguments(args, Usage, "head", "url", "data");
        if (given.File != "verify") throw new CommandException(Usage);
        var verdict = given.Find("data") is { } folder ? await InFolder(folder, given.Find("head")) : await OfServer(given.Find("url"), given.Find("head"));
        if (verdict.Unchained > 0) Console.WriteLine($"{verdict.Unchained} records are from before there was a chain.");
        Console.WriteLine($"{verdict.Records} records hold; head {verdict.Head ?? "none yet"}");
        if (verdict.Fault is not { } fault) return 0;
        Console.Error.WriteLine($"The audit does not hold: record {fault.Number} (fact {fault.Sequence}) is {Said(fault.Break)}.");
        return 1;
    }

    private static string Said(Domain.Audit.AuditBreak found) => found switch
    {
        Domain.Audit.AuditBreak.Altered => "altered: it does not hash to what it says",
        Domain.Audit.AuditBreak.Unlinked => "not what followed: one was taken out, put in or exchanged here",
        Domain.Audit.AuditBreak.Foreign => "no record of the chain",
        _ => "the end, but the head that was noted is not in the chain: its end was cut off or all was written anew",
    };

    private static async Task<AuditVerdict> OfServer(string? url, string? head)
    {
        using var server = await ServerClient.Connect(url);
        var answer = await server.Get($"/api/v1/audit/verify{(head is null ? "" : $"?head={Uri.EscapeDataString(head)}")}");
        return answer.Deserialize<AuditVerdict>(AuditTrail.Json)!;
    }

    private static async Task<AuditVerdict> InFolder(string folder, string? head)
    {
        await using var provider = DataFolders.Open(folder);
        return AuditVerdict.Of(await new AuditReader(provider.GetRequiredService<IFactLog>()).Verify(head));
    }
}
