namespace DigitalTwin.Host.Live;

/// <summary>What the map shows of one asset. State bits: 0–2 warning level, 3 stale, 4 estimated, 5 an effect is on its way here.</summary>
/// <param name="Fill">Permille of the full depth; −1 where there is none.</param>
public readonly record struct LiveRow(byte State, ushort Quantity, double Value, short Fill)
{
    public const byte LevelMask = 0b111;
    public const byte Stale = 1 << 3;
    public const byte Estimated = 1 << 4;
    public const byte EffectComing = 1 << 5;
    public const short NoFill = -1;
}
