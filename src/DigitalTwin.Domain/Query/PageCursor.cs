using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace DigitalTwin.Domain.Query;

/// <summary>Where a page ended: rank and key of its last asset. Opaque outside; bound to its question by a hash.</summary>
internal readonly record struct PageCursor(double Rank, ulong Place, int Key)
{
    private const int Length = 24;

    public string Write(AssetQuery query)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, Rank);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Place);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Key);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[20..], Hash(query.Question));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False where the text is no cursor, or one of another question.</summary>
    public static bool TryRead(string text, AssetQuery query, out PageCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Length + 3];
        if (text.Length > 40 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length) return false;
        cursor = new PageCursor(BinaryPrimitives.ReadDoubleLittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]) == Hash(query.Question) && !double.IsNaN(cursor.Rank);
    }

    /// <summary>FNV-1a; guards against mix-ups, not against forgery, and a forged cursor shows nothing that the question would not.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = (hash ^ b) * 16777619;
        return hash;
    }
}
