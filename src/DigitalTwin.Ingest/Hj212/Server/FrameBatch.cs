using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using DigitalTwin.Domain.Devices;
using DigitalTwin.Domain.Readings;
using DigitalTwin.Ingest.Devices;
using DigitalTwin.Ingest.Hj212.Content;
using DigitalTwin.Ingest.Hj212.Devices;
using DigitalTwin.Ingest.Hj212.Sm4;
using DigitalTwin.Ingest.Hj212.Wire;
using DigitalTwin.Ingest.Intake;
using DigitalTwin.Ingest.Json;

namespace DigitalTwin.Ingest.Hj212.Server;

/// <summary>The frames that came over one connection at once: read together, stored together, then answered. Nothing here waits; see <see cref="BatchCommit"/>.</summary>
/// <remarks>Bound: <see cref="MostFrames"/>. May be filled anew from the same bytes when a channel had to be found out first, or the platform was busy.</remarks>
internal sealed class FrameBatch(Hj212Services services, IBatchSource connection)
{
    public const int MostFrames = 64;
    private const int MostReasons = 20;

    private readonly ContentDecoder _decoder = new(services.Calendar);
    private readonly Dictionary<(DeviceSession, PacketKey), PartOutcome> _parts = [];
    private readonly List<string> _reasons = [];
    private readonly byte[] _plain = new byte[FrameReader.MaxData];
    private TaskCompletionSource<bool> _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Instant _latest;
    private int _faultsBefore;

    public ReadingBuffer? Readings { get; private set; }
    public IntakeSender Sender { get; } = new();
    public ArrayBufferWriter<byte> Answers { get; } = new(1024);
    public List<TakenPacket> Taken { get; } = [];
    /// <summary>Readings that may be in the history already: not newer than the newest of their series.</summary>
    public List<(Reading Reading, DeviceSession Session)> Doubtful { get; } = [];
    public List<(DeviceSession Session, DeviceNote Note)> Notes { get; } = [];
    public List<(DeviceSession Session, byte[] Key, ReportedSpan? Span)> Unresolved { get; } = [];
    /// <summary>Packets that another connection is storing right now, with the answer that they get then.</summary>
    public List<(Task<bool> Outcome, byte[] Answer)> Elsewhere { get; } = [];
    /// <summary>What is counted or told of the frames once they are durable, and so only once.</summary>
    public List<Action> Effects { get; } = [];
    public int Frames { get; private set; }
    /// <summary>Frames that were damaged or refused since the last good one.</summary>
    public int Faults { get; private set; }
    /// <summary>Fields still unknown after they were looked into are not asked for again.</summary>
    public bool IsResolved { get; set; }

    /// <param name="most">Frames to take at most.</param>
    /// <returns>Bytes used; 0 where no whole frame is left.</returns>
    public int Fill(ReadOnlySpan<byte> bytes, int most)
    {
        _latest = services.Intake.Latest();
        Readings ??= new ReadingBuffer(64);
        var used = 0;
        while (Frames < Math.Min(most, MostFrames) && used < bytes.Length)
        {
            var rest = bytes[used..];
            var verdict = FrameReader.Read(rest, out var data, out var consumed);
            if (verdict == FrameVerdict.NeedMore) break;
            used += consumed;
            if (verdict == FrameVerdict.Garbage) continue;
            Frames++;
            if (verdict == FrameVerdict.BadCheck) Damaged(rest[..consumed]);
            else if (verdict == FrameVerdict.Encrypted) Take(Decrypted(rest, data));
            else Take(rest[data]);
        }
        return used;
    }

    /// <summary>Forgets all that was read, so that it can be read again.</summary>
    public void Rewind()
    {
        foreach (var packet in Taken) packet.Session.Window.Release(packet.Key, _stored.Task);
        Faults = _faultsBefore;
        _stored.TrySetResult(false);
        Clear();
    }

    /// <summary>All is durable: those who wait for these packets on other connections may answer.</summary>
    public void Stored()
    {
        _stored.TrySetResult(true);
        _parts.Clear();
        _faultsBefore = Faults;
        Clear();
    }

    /// <summary>The intake has the readings, or has thrown them away.</summary>
    public void GiveAway() => Readings = null;

    private void Clear()
    {
        _stored = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Readings?.Dispose();
        Readings = null;
        Answers.ResetWrittenCount();
        Taken.Clear();
        Doubtful.Clear();
        Notes.Clear();
        Unresolved.Clear();
        Elsewhere.Clear();
        Effects.Clear();
        (Frames, IsResolved) = (0, false);
    }

    private void Take(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return; // Could not be decrypted; counted there.
        if (DataSegment.TryParse(data, out var packet) is not null)
        {
            Damaged(data);
            return;
        }
        if (packet.Content.StartsWith("{0x"u8))
        {
            // Encrypted by a logger that counts and checks what is on the wire.
            if (services.Sessions.Find(packet.Device)?.Cipher is not { } cipher || EncryptedContent.Decrypt(data, cipher, _plain) is not (> 0 and var length) || _plain.AsSpan(0, length).IndexOf("CP=&&{0x"u8) >= 0) Refuse(packet, null, 2, "its content is encrypted and no key fits");
            else Take(_plain.AsSpan(0, length));
            return;
        }
        if (services.Sessions.Find(packet.Device) is not { } session)
        {
            var (mn, codes) = (Encoding.ASCII.GetString(packet.Device), Codes(packet));
            Effects.Add(() => services.Candidates.Knock(DeviceProtocol.Hj212, mn, connection.From, codes));
            Refuse(packet, null, 4, "it is not registered");
            return;
        }
        if (session.Password is { } password && !CryptographicOperations.FixedTimeEquals(password, packet.Password)) Refuse(packet, session, 3, "the password is wrong");
        else if (session.Version is { } version && version != packet.Flag >> 2) Refuse(packet, session, 6, $"Flag {packet.Flag} is not of the registered version");
        else
        {
            session.SpokenVersion = Math.Min(packet.Flag >> 2, 2);
            connection.Met(session);
            Obey(packet, session);
        }
    }

    private void Obey(in DataSegment packet, DeviceSession session)
    {
        switch (Commands.Of(packet.Command))
        {
            case CommandUse.Data: TakeData(packet, session); break;
            case CommandUse.Note: TakeNote(packet, session); break;
            case CommandUse.Notice: Done(packet, session, Commands.NoticeAnswer); break;
            case CommandUse.Reply: TakeReply(packet, session); break;
            default: Refuse(packet, session, 8, $"CN {packet.Command} is not known"); break;
        }
    }

    private void TakeData(in DataSegment packet, DeviceSession session)
    {
        if (!Claim(packet, session, out var key)) return;
        session.SpeaksAs(packet.SystemType);
        var content = packet.Content;
        if (packet.PacketCount > 1)
        {
            switch (Part(packet, session, key))
            {
                case PartOutcome.Whole whole: content = whole.Content; break;
                case PartOutcome.Complete complete:
                    Notes.Add((session, PartNote(packet)));
                    content = complete.Content;
                    break;
                case PartOutcome.Waits:
                    Notes.Add((session, PartNote(packet)));
                    Answer(packet, Commands.DataAnswer);
                    Good();
                    return;
                case PartOutcome.Refused refused:
                    Unclaim(session, key);
                    Refuse(packet, session, 2, refused.Why);
                    return;
            }
        }
        _reasons.Clear();
        var span = Commands.SpanOf(packet.Command);
        var sink = new Sink(this, session, span);
        _decoder.Decode(content, session.Channels(span), _latest, ref sink);
        if (sink.Count == 0 && _reasons.Exists(r => r.Contains("has no asset", StringComparison.Ordinal)))
        {
            Unclaim(session, key);
            Refuse(packet, session, 2, "no asset is registered for it");
            return;
        }
        if (_reasons.Count > 0) NoteUnread(packet, session, content);
        var command = packet.Command;
        if (session.Dialogues.Waits(command)) Effects.Add(() => session.Dialogues.Uploaded(command, null));
        Taken[^1] = Taken[^1] with { Readings = sink.Count, Newest = sink.Newest };
        Answer(packet, Commands.DataAnswer);
        Good();
    }

    private void NoteUnread(in DataSegment packet, DeviceSession session, ReadOnlySpan<byte> content)
    {
        var (reasons, now) = (string.Join('\n', _reasons), services.Time.GetUtcNow());
        if (!session.IsNews(reasons, now)) return;
        Notes.Add((session, Note("unread", packet, Encoding.UTF8.GetString(content), [.. _reasons])));
        Effects.Add(() => session.Noted(reasons, now));
    }

    private void TakeNote(in DataSegment packet, DeviceSession session)
    {
        if (!Claim(packet, session, out _)) return;
        var text = Encoding.UTF8.GetString(packet.Content);
        Notes.Add((session, Note(packet.Command == 3015 ? "sample" : "note", packet, text, [])));
        var command = packet.Command;
        if (session.Dialogues.Waits(command)) Effects.Add(() => session.Dialogues.Uploaded(command, text));
        Answer(packet, Commands.DataAnswer);
        Good();
    }

    private void TakeReply(in DataSegment packet, DeviceSession session)
    {
        var number = Encoding.ASCII.GetString(packet.RequestNumber);
        var now = Instant.From(services.Time.GetUtcNow());
        var code = 0;
        foreach (var field in packet.Fields)
            if (field.Key.SequenceEqual("QnRtn"u8) || field.Key.SequenceEqual("ExeRtn"u8)) _ = System.Buffers.Text.Utf8Parser.TryParse(field.Value, out code, out _);
        var command = packet.Command;
        Effects.Add(() =>
        {
            session.Status.Spoke(null);
            if (command == Commands.RequestAnswer) session.Dialogues.Answered(number, code, now);
            else if (command == Commands.ExecutionResult) session.Dialogues.Executed(number, code, now);
            else if (command == Commands.NoticeAnswer) session.Dialogues.Noticed(number, now);
        });
        Good();
    }

    private void Done(in DataSegment packet, DeviceSession session, int answer)
    {
        Effects.Add(() => session.Status.Spoke(null));
        Answer(packet, answer);
        Good();
    }

    /// <summary>False where the packet is there already, or on its way; it is then answered in its turn.</summary>
    private bool Claim(in DataSegment packet, DeviceSession session, out PacketKey key)
    {
        key = PacketKey.Of(packet.RequestNumber, packet.Command, packet.PacketNumber, packet.Content);
        if (session.Window.Claim(key, _stored.Task) is not { } other)
        {
            Taken.Add(new TakenPacket(session, key, 0, default));
            return true;
        }
        Effects.Add(() =>
        {
            session.Status.Spoke(null);
            session.Status.Repeated();
            Hj212Meters.Repeated.Add(1);
        });
        Good();
        if (other.IsCompleted || other == _stored.Task) Answer(packet, Commands.DataAnswer);
        else if (packet.WantsAck)
        {
            var answer = new ArrayBufferWriter<byte>(128);
            Server.Answers.Write(answer, packet, Commands.DataAnswer, default);
            Elsewhere.Add((other, answer.WrittenSpan.ToArray()));
        }
        return false;
    }

    private void Unclaim(DeviceSession session, in PacketKey key)
    {
        session.Window.Release(key, _stored.Task);
        Taken.RemoveAt(Taken.Count - 1);
    }

    private PartOutcome Part(in DataSegment packet, DeviceSession session, PacketKey key)
    {
        if (_parts.TryGetValue((session, key), out var known)) return known; // Read once already; see Rewind.
        var outcome = session.Parts.Take(packet.Command, packet.PacketCount, packet.PacketNumber, packet.Content, services.Time.GetUtcNow(), out var givenUp);
        if (givenUp is not null) Notes.Add((session, new DeviceNote("incomplete", packet.Command, "", givenUp, [])));
        return _parts[(session, key)] = outcome;
    }

    private ReadOnlySpan<byte> Decrypted(ReadOnlySpan<byte> frame, Range data)
    {
        var (start, length) = data.GetOffsetAndLength(frame.Length);
        var wire = frame.Slice(start, length);
        _ = DataSegment.TryParse(wire, out var header);
        var session = header.Device.IsEmpty ? null : services.Sessions.Find(header.Device);
        if (session?.Cipher is { } cipher && EncryptedContent.Decrypt(wire, cipher, _plain) is > 0 and var plain && FrameReader.HasCheck(_plain.AsSpan(0, plain), frame.Slice(start + length, Hj212Crc.HexLength)))
            return _plain.AsSpan(0, plain);
        if (session is not null) Refuse(header, session, 2, "its content is encrypted and no key fits");
        else if (!header.Device.IsEmpty) Take(wire); // Not registered: that is what it must be told.
        else Damaged(wire);
        return default;
    }

    private void Answer(in DataSegment packet, int command)
    {
        if (packet.WantsAck) Server.Answers.Write(Answers, packet, command, default);
    }

    private void Refuse(in DataSegment packet, DeviceSession? session, int code, string why)
    {
        Faults++;
        Effects.Add(() =>
        {
            session?.Status.Spoke(connection.From);
            session?.Status.Refuse(why);
            Hj212Meters.Refused.Add(1, new KeyValuePair<string, object?>("code", code));
        });
        if (packet.WantsAck) Server.Answers.Write(Answers, packet, Commands.RequestAnswer, Encoding.ASCII.GetBytes($"QnRtn={code}"));
    }

    /// <summary>Not answered: of what is damaged nothing can be trusted, not even whom to answer. The device repeats what is not acknowledged.</summary>
    private void Damaged(ReadOnlySpan<byte> frame)
    {
        Faults++;
        var session = DamagedFrame.Device(frame) is { IsEmpty: false } mn ? services.Sessions.Find(mn) : null;
        var why = session is null ? "" : DamagedFrame.Why(frame);
        Effects.Add(() =>
        {
            services.Damage.Add();
            session?.Status.Refuse(why);
        });
    }

    private void Good() => Faults = 0;

    private static DeviceNote Note(string kind, in DataSegment packet, string text, string[] reasons) => new(kind, packet.Command, Encoding.ASCII.GetString(packet.RequestNumber), text, reasons);

    private static DeviceNote PartNote(in DataSegment packet) => Note("part", packet, Encoding.UTF8.GetString(packet.Content), []) with { PacketCount = packet.PacketCount, PacketNumber = packet.PacketNumber };

    private static List<string> Codes(in DataSegment packet)
    {
        var codes = new List<string>();
        foreach (var field in packet.Fields)
        {
            if (field.Factor.IsEmpty || codes.Count == DeviceCandidates.MaxChannels) continue;
            var code = Encoding.UTF8.GetString(field.Factor.Length > 32 ? field.Factor[..32] : field.Factor);
            if (!codes.Contains(code)) codes.Add(code);
        }
        return codes;
    }

    /// <summary>Puts what a packet says into the batch.</summary>
    private ref struct Sink(FrameBatch batch, DeviceSession session, ReportedSpan? span) : IContentSink
    {
        public int Count { get; private set; }
        public Instant Newest { get; private set; }

        public void Add(Channel channel, Instant at, double value, Quality quality, Provenance provenance)
        {
            var reading = new Reading(channel.Asset, channel.Quantity, at, value, quality, provenance);
            Count++;
            if (at > Newest) Newest = at;
            if (at.UnixMilliseconds > channel.Newest)
            {
                channel.Newest = at.UnixMilliseconds;
                batch.Readings!.Add(reading);
            }
            else batch.Doubtful.Add((reading, session));
        }

        public readonly void Unresolved(ReadOnlySpan<byte> key)
        {
            if (batch.IsResolved) Unread(Encoding.UTF8.GetString(key.Length > 60 ? key[..60] : key), "the device sends too many different fields");
            else batch.Unresolved.Add((session, key.ToArray(), span));
        }

        public readonly void Unread(string field, string why)
        {
            if (batch._reasons.Count < MostReasons) batch._reasons.Add($"{field}: {why}");
        }
    }
}

/// <summary>A packet whose content is in the batch.</summary>
internal readonly record struct TakenPacket(DeviceSession Session, PacketKey Key, int Readings, Instant Newest);

/// <summary>A connection as its batch sees it.</summary>
internal interface IBatchSource
{
    /// <summary>Network address of the other end.</summary>
    string? From { get; }

    /// <summary>A registered device has spoken over it.</summary>
    void Met(DeviceSession session);
}
