using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>The binary form of journal entries.</summary>
public static partial class JournalPayloads
{
    /// <summary>2 added which head a response is for, and is written only for further ones.</summary>
    private const byte ResponseVersion = 2;

    public static byte[] Event(EventInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var writer = new ByteWriter(256);
        writer.Byte(1);
        writer.Text(input.EventId);
        writer.Text(input.Type);
        writer.Signed(input.Time.ToUnixTimeMilliseconds());
        writer.Flag(input.Simulated);
        writer.Unsigned((ulong)input.Properties.Count);
        foreach (var (name, value) in input.Properties)
        {
            writer.Text(name);
            ValueBytes.Write(writer, value);
        }

        // Derived values are kept, so that replay and back-fill see what the event was taken for then, whatever the models say now.
        if (input.Derived.Count > 0)
        {
            writer.Unsigned((ulong)input.Derived.Count);
            foreach (var name in input.Derived)
            {
                writer.Text(name);
            }
        }

        return writer.ToArray();
    }

    /// <summary>Reads an event; the customer's id is not part of it.</summary>
    public static EventInput ReadEvent(ReadOnlySpan<byte> payload)
    {
        var reader = Open(payload);
        var id = reader.Text();
        var type = reader.Text();
        var time = DateTimeOffset.FromUnixTimeMilliseconds(reader.Signed());
        var simulated = reader.Flag();
        var properties = new Dictionary<string, Value>(StringComparer.Ordinal);
        for (var n = reader.Count(); n > 0; n--)
        {
            properties[reader.Text()] = ValueBytes.Read(ref reader);
        }

        var derived = new List<string>();
        for (var n = reader.AtEnd ? 0 : reader.Count(); n > 0; n--)
        {
            derived.Add(reader.Text());
        }

        return new EventInput(id, "", type, time, properties, simulated) { Derived = derived };
    }

    public static byte[] Outcome(OutcomeEntry entry)
    {
        var writer = new ByteWriter(64);
        writer.Byte(1);
        writer.Unsigned((ulong)entry.Decision);
        writer.Unsigned((ulong)entry.Treatment);
        writer.Unsigned((ulong)entry.Channel);
        writer.Byte((byte)entry.Kind);
        writer.Signed(entry.Time);
        writer.Number(entry.Amount);
        writer.Byte((byte)((entry.IsAttributed ? 1 : 0) | (entry.IsLate ? 2 : 0) | (entry.Simulated ? 4 : 0) | (entry.IsPositive ? 8 : 0)));
        writer.Number(entry.Value);
        return writer.ToArray();
    }

    public static OutcomeEntry ReadOutcome(ReadOnlySpan<byte> payload)
    {
        var reader = Open(payload);
        var decision = (long)reader.Unsigned();
        var treatment = (int)reader.Unsigned();
        var channel = (int)reader.Unsigned();
        var kind = (ContactKind)reader.Byte();
        var time = reader.Signed();
        var amount = reader.Number();
        var flags = reader.Byte();
        return new OutcomeEntry(decision, treatment, channel, kind, time, amount, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0, reader.Number());
    }

    /// <summary>A short note of a decision; the record has the rest.</summary>
    public static byte[] Decision(DecisionId id, int revision, IReadOnlyList<int> treatmentKeys)
    {
        var writer = new ByteWriter(32);
        writer.Byte(1);
        writer.Unsigned((ulong)id.Number);
        writer.Unsigned((ulong)revision);
        writer.Unsigned((ulong)treatmentKeys.Count);
        foreach (var key in treatmentKeys)
        {
            writer.Unsigned((ulong)key);
        }

        return writer.ToArray();
    }

    /// <summary>What a decision chose: keys of treatments, one for each filled slot.</summary>
    public static IReadOnlyList<int> ReadChosen(ReadOnlySpan<byte> payload)
    {
        var reader = new ByteReader(payload);
        var version = reader.Byte();
        if (version != 1)
        {
            throw new InvalidDataException($"Version {version} of a decision's journal entry is not known.");
        }

        reader.Unsigned();
        reader.Unsigned();
        var chosen = new int[reader.Count()];
        for (var i = 0; i < chosen.Length; i++)
        {
            chosen[i] = (int)reader.Unsigned();
        }

        return chosen;
    }

    /// <summary>A line of text: changes of a customer, what was due, how a delivery went.</summary>
    public static byte[] Note(string text)
    {
        var writer = new ByteWriter(64);
        writer.Byte(1);
        writer.Text(text);
        return writer.ToArray();
    }

    /// <summary>Another customer became part of the one whose entry this is.</summary>
    /// <param name="from">The key that went.</param>
    /// <param name="offset">What its decision numbers are raised by.</param>
    public static byte[] Merge(long from, long offset)
    {
        var writer = new ByteWriter(16);
        writer.Byte(1);
        writer.Signed(from);
        writer.Signed(offset);
        return writer.ToArray();
    }

    public static (long From, long Offset) ReadMerge(ReadOnlySpan<byte> payload)
    {
        var reader = Open(payload);
        return (reader.Signed(), reader.Signed());
    }

    public static string ReadNote(ReadOnlySpan<byte> payload)
    {
        var reader = Open(payload);
        return reader.Text();
    }

    public static byte[] Response(LearnedResponse response)
    {
        var writer = new ByteWriter(64 + (response.Predictors.Length * 9));
        writer.Byte(response.FurtherHead is null ? (byte)1 : ResponseVersion);
        writer.Unsigned((ulong)response.Treatment);
        writer.Signed(response.Time);
        writer.Byte((byte)((response.IsPositive ? 1 : 0) | (response.IsCorrection ? 2 : 0)));
        if (response.FurtherHead is { } head)
        {
            writer.Byte((byte)head);
        }

        writer.Signed(response.NegativeTime);
        writer.Unsigned(response.Schema);
        writer.Unsigned((ulong)response.Predictors.Length);
        foreach (var value in response.Predictors)
        {
            writer.Number(value);
        }

        if (response.Arm != default || response.Served.IsKnown)
        {
            writer.Byte((byte)response.Arm.Draw);
            writer.Unsigned((ulong)response.Arm.Channel);
            writer.Signed(response.Arm.WindowEnd);
            writer.Number(response.Arm.Value);
            writer.Signed(response.Arm.DecidedAt);
        }

        if (response.Served.IsKnown)
        {
            writer.Byte((byte)response.Served.By);
            writer.Single(response.Served.P);
            writer.Unsigned((ulong)response.Served.ModelVersion);
        }

        return writer.ToArray();
    }

    public static LearnedResponse ReadResponse(ReadOnlySpan<byte> payload)
    {
        var reader = Open(payload, ResponseVersion);
        var treatment = (int)reader.Unsigned();
        var time = reader.Signed();
        var flags = reader.Byte();
        HeadKind? head = payload[0] == 1 ? null : (HeadKind)reader.Byte();
        var negative = reader.Signed();
        var schema = reader.Unsigned();
        var predictors = new double[reader.Count()];
        for (var i = 0; i < predictors.Length; i++)
        {
            predictors[i] = reader.Number();
        }

        // Entries of before it was noted end here; those of before the served propensity was, one line later.
        var arm = reader.AtEnd ? default : new ResponseArm((ChoiceDraw)reader.Byte(), (int)reader.Unsigned(), reader.Signed(), reader.Number(), reader.AtEnd ? 0 : reader.Signed());
        var served = default(ServedPropensity);
        if (!reader.AtEnd)
        {
            var by = (ServedBy)reader.Byte();
            served = new ServedPropensity(reader.Single(), by, (long)reader.Unsigned());
        }

        return new LearnedResponse(treatment, time, (flags & 1) != 0, (flags & 2) != 0, negative, schema, predictors, arm, head) { Served = served };
    }

    /// <summary>Somebody reset, paused or resumed a treatment's models. The learner reads it in journal order, between the responses before and after.</summary>
    public static byte[] ModelCare(int treatmentKey, ModelCareKind kind, string by)
    {
        var writer = new ByteWriter(64);
        writer.Byte(1);
        writer.Unsigned((ulong)treatmentKey);
        writer.Byte((byte)kind);
        writer.Text(by);
        return writer.ToArray();
    }

    public static (int TreatmentKey, ModelCareKind Kind, string By) ReadModelCare(ReadOnlySpan<byte> payload)
    {
        var reader = Open(payload);
        return ((int)reader.Unsigned(), (ModelCareKind)reader.Byte(), reader.Text());
    }

    private static ByteReader Open(ReadOnlySpan<byte> payload, byte newest = 1)
    {
        var reader = new ByteReader(payload);
        var version = reader.Byte();
        return version >= 1 && version <= newest
            ? reader
            : throw new InvalidDataException($"Version {version} of a journal entry is not known; this program reads up to version {newest}.");
    }
}

/// <summary>An outcome as the journal keeps it.</summary>
/// <param name="Decision">The customer's decision number.</param>
/// <param name="Amount">Money; 0 = none.</param>
/// <param name="IsAttributed">Whether it was credited from an event.</param>
/// <param name="IsPositive">Whether it counts as a success of the treatment's primary head.</param>
/// <param name="Value">Money it is worth: the amount, else the value at the decision for a success; 0 otherwise.</param>
public readonly record struct OutcomeEntry(
    long Decision, int Treatment, int Channel, ContactKind Kind, long Time, double Amount, bool IsAttributed, bool IsLate, bool Simulated, bool IsPositive = false, double Value = 0);

/// <summary>What the learner reads from the journal.</summary>
/// <param name="Schema">Fingerprint of the list of predictors that the values follow.</param>
/// <param name="Predictors">What the models saw when the treatment was chosen.</param>
/// <param name="Arm">How it was chosen; nothing the models learn from. None for further heads: a treatment counts once.</param>
/// <param name="FurtherHead">The head that it is a response to; null = the primary one.</param>
public sealed record LearnedResponse(
    int Treatment, long Time, bool IsPositive, bool IsCorrection, long NegativeTime, ulong Schema, double[] Predictors, ResponseArm Arm = default, HeadKind? FurtherHead = null)
{
    /// <summary>What the decision used for this head; not known in entries of before it was noted.</summary>
    public ServedPropensity Served { get; init; }
}
