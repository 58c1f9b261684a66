using System.Text;

namespace DigitalTwin.Simulation.City.Naming;

internal static class ChineseNumber
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>1 to 9999 in words: 三百零二.</summary>
    public static string Of(int n)
    {
        if (n is < 1 or > 9999) throw new ArgumentOutOfRangeException(nameof(n), n, "Expected 1 to 9999.");
        var words = new StringBuilder();
        var pendingZero = false;
        foreach (var (unit, name) in new[] { (1000, "千"), (100, "百"), (10, "十"), (1, "") })
        {
            var digit = n / unit % 10;
            if (digit == 0) pendingZero |= words.Length > 0;
            else
            {
                if (pendingZero) words.Append('零');
                pendingZero = false;
                if (!(unit == 10 && digit == 1 && words.Length == 0)) words.Append(Digits[digit]);
                words.Append(name);
            }
        }
        return words.ToString();
    }
}
