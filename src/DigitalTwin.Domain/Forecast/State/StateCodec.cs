using System.IO.Compression;
using System.Runtime.InteropServices;

namespace DigitalTwin.Domain.Forecast.State;

/// <summary>An estimated state as bytes that outlive a restart.</summary>
public static class StateCodec
{
    private const byte Version = 1;
    private const int MostNumbers = 100_000_000;

    public static byte[] Write(EstimatedState state)
    {
        using var packed = new MemoryStream();
        packed.WriteByte(Version);
        using (var zip = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(zip))
        {
            writer.Write(state.Start.Ticks);
            writer.Write(state.At.Ticks);
            writer.Write(state.FactorSpread);
            foreach (var numbers in (double[][])[state.Water, state.RunoffFactor, state.DryWeatherFactor, state.Bias, state.Learnt])
            {
                writer.Write(numbers.Length);
                writer.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
            }
            writer.Write(state.Holds.Count);
            foreach (var hold in state.Holds)
            {
                writer.Write(hold.Device);
                writer.Write(hold.Setting);
                writer.Write(hold.Until?.Ticks ?? 0);
                writer.Write(hold.Yields);
            }
        }
        return packed.ToArray();
    }

    /// <summary>Null where the bytes are of another version or hold a number that is none.</summary>
    /// <exception cref="IOException">The bytes end too soon or are no such state.</exception>
    public static EstimatedState? Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length == 0 || bytes.Span[0] != Version) return null;
        using var reader = new BinaryReader(new BrotliStream(new MemoryStream(bytes[1..].ToArray()), CompressionMode.Decompress));
        var (start, at, spread) = (new DateTime(reader.ReadInt64()), new DateTime(reader.ReadInt64()), reader.ReadDouble());
        var arrays = new double[5][];
        for (var i = 0; i < arrays.Length; i++)
        {
            var count = reader.ReadInt32();
            if (count is < 0 or > MostNumbers) throw new InvalidDataException("These bytes are no estimated state.");
            arrays[i] = new double[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(arrays[i].AsSpan()));
            if (!arrays[i].All(double.IsFinite)) return null;
        }
        var holds = new HeldDevice[Math.Clamp(reader.ReadInt32(), 0, MostNumbers)];
        for (var i = 0; i < holds.Length; i++) holds[i] = new(reader.ReadInt32(), reader.ReadDouble(), reader.ReadInt64() is > 0 and var ticks ? new DateTime(ticks) : null, reader.ReadBoolean());
        return new(start, at, arrays[0], arrays[1], arrays[2], arrays[3], arrays[4]) { FactorSpread = spread, Holds = holds };
    }
}
