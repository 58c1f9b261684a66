using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DigitalTwin.Testing;

namespace DigitalTwin.Host.Tests.Hj212;

/// <summary>Packets of the field and of the standard, through the running server: what it answers, and what is in the history then.</summary>
public partial class VectorTests
{
    /// <summary>What the test expects of a factor, written down beside the product's own table.</summary>
    private static readonly Dictionary<string, (string Quantity, double Scale)> Expected = new()
    {
        ["w00000"] = ("flow", 0.001), ["w01001"] = ("ph", 1), ["w01003"] = ("turbidity", 1), ["w01010"] = ("temperature", 1), ["w01018"] = ("cod", 1),
        ["w21003"] = ("nh3n", 1), ["w21011"] = ("tp", 1), ["w21001"] = ("tn", 1),
    };

    [SharedDataFact("..", "domain", "hj212_vectors.json")]
    public async Task Every_vector_gets_its_answer_and_its_values_are_stored()
    {
        await using var town = await Hj212Town.Start();
        var vectors = All().ToArray();
        var assets = new Dictionary<string, string>();
        foreach (var mn in vectors.Select(v => Field(v.Packet, "MN")).Distinct())
        {
            assets[mn] = $"town:M{assets.Count + 1}";
            await town.Register(mn, assets[mn], password: null);
        }
        foreach (var (name, packet, good) in vectors)
        {
            using var station = await town.Connect();
            // The second frame's answer shows that the first was dealt with, whether or not it was answered.
            await station.SendRaw(Encoding.UTF8.GetBytes(packet));
            await station.Send($"QN=20260101000000000;ST=91;CN=9015;PW=123456;MN={Field(packet, "MN")};Flag=5;CP=&&&&");
            var answers = new List<string>();
            do answers.Add((await station.Receive())!); while (!answers[^1].Contains("QN=20260101000000000", StringComparison.Ordinal));
            var own = answers.Count > 1 ? answers[0] : null;
            Assert.True(own == ExpectedAnswer(packet, good), $"{name}: answered {own ?? "nothing"}");
            if (good && DataCommands.Contains(Field(packet, "CN"))) await HasValues(town, assets[Field(packet, "MN")], packet, name);
        }
        Assert.Equal(25, vectors.Length);
    }

    private static readonly string[] DataCommands = ["2011", "2021", "2051", "2061", "2031"];

    private static string? ExpectedAnswer(string packet, bool good)
    {
        var flag = int.Parse("0" + Field(packet, "Flag"), CultureInfo.InvariantCulture);
        var command = Field(packet, "CN");
        if (!good || (flag & 1) == 0) return null;
        var (answer, content) = command switch
        {
            "1062" => ("9011", "QnRtn=8"), // A command that only we may send.
            "9015" => ("9013", ""),
            _ => ("9014", ""),
        };
        // A request for history looks like data without values, and is taken as such.
        return $"QN={Field(packet, "QN")};ST=91;CN={answer};PW={Field(packet, "PW")};MN={Field(packet, "MN")};Flag={flag & ~3};CP=&&{content}&&";
    }

    private static async Task HasValues(Hj212Town town, string asset, string packet, string name)
    {
        var suffix = Field(packet, "CN") switch { "2051" => ".minutes", "2061" => ".hour", "2031" => ".day", _ => "" };
        var checkedValues = 0;
        foreach (Match value in Values().Matches(packet))
        {
            var (code, part, sent) = (value.Groups[1].Value, value.Groups[2].Value, double.Parse(value.Groups[3].Value, CultureInfo.InvariantCulture));
            var (quantity, scale) = Expected.TryGetValue(code, out var known) ? known : ($"hj212:{code}", 1);
            if (part == "Cou") scale = 1;
            quantity += part switch { "Avg" => suffix + "Mean", "Min" => suffix + "Minimum", "Max" => suffix + "Maximum", "Cou" => suffix + "Total", _ => "" };
            var at = new DateTimeOffset(DateTime.ParseExact(Field(packet, "DataTime"), "yyyyMMddHHmmss", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
            var flag = Regex.Match(packet, $"{code}-Flag=(.)").Groups[1].Value;
            var point = (await town.Series(asset, quantity)).Single(p => p.At == at);
            Assert.True(Math.Abs(point.Value - sent * scale) <= 1e-12 * Math.Abs(sent), $"{name}: {code}-{part} is {point.Value}, sent {sent}");
if (flag is not ("" or "N")) Assert.True(point.Quality != "good", $"{name}: {code} is flagged {flag} and kept as good");
            checkedValues++;
        }
        Assert.True(checkedValues > 0 || packet.Contains("BeginTime", StringComparison.Ordinal), $"{name}: no value was looked at");
    }

    private static string Field(string packet, string name) => Regex.Match(packet, $"(?:^|[;&#0-9]){name}=([^;,&]*)").Groups[1].Value;

    private static IEnumerable<(string Name, string Packet, bool Good)> All()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("..", "domain", "hj212_vectors.json")));
        foreach (var list in new[] { "real", "self_built" })
            foreach (var vector in json.RootElement.GetProperty(list).EnumerateArray())
                yield return (vector.GetProperty("name").GetString()!, vector.GetProperty("packet").GetString()!, !vector.TryGetProperty("ok", out var ok) || ok.GetBoolean());
    }

    [GeneratedRegex(@"(\w+)-(Rtd|Avg|Min|Max|Cou|RS)=([-\d.]+)")]
    private static partial Regex Values();
}
