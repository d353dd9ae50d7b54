using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>A run as its own loop changes it, and as it is stored. Not thread safe but for <see cref="Info"/>.</summary>
internal sealed class RunState
{
    public const string Prefix = "schedule.run/";
    private const byte Version = 1;
    private readonly SortedDictionary<SilenceCode, long> _silences = [];
    private readonly SortedDictionary<ScheduleSkip, long> _skipped = [];
    private ScheduleRunInfo _info;

    public RunState(string id, int triggerKey, string trigger, long due, IReadOnlyList<string> zones)
    {
        (Id, TriggerKey, Trigger, Due, Zones) = (id, triggerKey, trigger, due, zones);
        Mark = new UInt128(StableHash.Of(id), StableHash.Of(id, 1));
        _info = Make();
    }

    public string Id { get; }

    /// <summary>What a customer remembers of the run.</summary>
    public UInt128 Mark { get; }

    public int TriggerKey { get; }

    public string Trigger { get; }

    /// <summary>Milliseconds since 1970 UTC; likewise below.</summary>
    public long Due { get; }

    public IReadOnlyList<string> Zones { get; }

    public ScheduleRunStatus Status { get; set; } = ScheduleRunStatus.Running;

    public int Occurrences { get; set; } = 1;

    public long StartedAt { get; set; }

    /// <summary>0 while it runs.</summary>
    public long EndedAt { get; set; }

    /// <summary>When it last got on.</summary>
    public long ProgressAt { get; set; }

    /// <summary>Every customer up to this key is done.</summary>
    public long Cursor { get; set; }

    public long Customers { get; set; }

    public long Looked { get; set; }

    public long Decided { get; set; }

    /// <summary>The run as others see it.</summary>
    public ScheduleRunInfo Info => Volatile.Read(ref _info);

    public void Count(SilenceCode silence) => _silences[silence] = _silences.GetValueOrDefault(silence) + 1;

    public void Count(ScheduleSkip skip) => _skipped[skip] = _skipped.GetValueOrDefault(skip) + 1;

    /// <summary>Shows others how it stands.</summary>
    public void Publish() => Volatile.Write(ref _info, Make());

    public BlobRow ToBlob()
    {
        var writer = new ByteWriter(256);
        writer.Byte(Version);
        writer.Text(Id);
        writer.Unsigned((ulong)TriggerKey);
        writer.Text(Trigger);
        writer.Signed(Due);
        writer.Unsigned((ulong)Zones.Count);
        foreach (var zone in Zones)
        {
            writer.Text(zone);
        }

        writer.Byte((byte)Status);
        writer.Unsigned((ulong)Occurrences);
        foreach (var number in (long[])[StartedAt, EndedAt, ProgressAt, Cursor, Customers, Looked, Decided])
        {
            writer.Signed(number);
        }

        writer.Unsigned((ulong)_silences.Count);
        foreach (var (code, count) in _silences)
        {
            writer.Byte((byte)code);
            writer.Signed(count);
        }

        writer.Unsigned((ulong)_skipped.Count);
        foreach (var (reason, count) in _skipped)
        {
            writer.Byte((byte)reason);
            writer.Signed(count);
        }

        return new BlobRow(Prefix + Id, writer.ToArray());
    }

    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static RunState Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        if (reader.Byte() is var version and not Version)
        {
            throw new InvalidDataException($"Version {version} of a stored run is not known; this program reads version {Version}.");
        }

        var (id, key, trigger, due) = (reader.Text(), (int)reader.Unsigned(), reader.Text(), reader.Signed());
        var zones = new string[reader.Count()];
        for (var i = 0; i < zones.Length; i++)
        {
            zones[i] = reader.Text();
        }

        var run = new RunState(id, key, trigger, due, zones) { Status = (ScheduleRunStatus)reader.Byte(), Occurrences = (int)reader.Unsigned() };
        (run.StartedAt, run.EndedAt, run.ProgressAt, run.Cursor) = (reader.Signed(), reader.Signed(), reader.Signed(), reader.Signed());
        (run.Customers, run.Looked, run.Decided) = (reader.Signed(), reader.Signed(), reader.Signed());
        for (var n = reader.Count(); n > 0; n--)
        {
            run._silences[(SilenceCode)reader.Byte()] = reader.Signed();
        }

        for (var n = reader.Count(); n > 0; n--)
        {
            run._skipped[(ScheduleSkip)reader.Byte()] = reader.Signed();
        }

        run.Publish();
        return run;
    }

    private ScheduleRunInfo Make() => new(
        Id, TriggerKey, Trigger, Time(Due), Zones, Status, Occurrences, Time(StartedAt), EndedAt == 0 ? null : Time(EndedAt), Customers, Looked, Decided,
        new SortedDictionary<SilenceCode, long>(_silences), new SortedDictionary<ScheduleSkip, long>(_skipped));

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
