using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Decisions.Records;

/// <summary>The binary form of a decision's inputs: whole, or as the difference to an earlier whole record of the same customer and revision.</summary>
/// <remarks>A difference is exact: decoding it on its base gives the same inputs. The layout is that of the revision, so names are not stored.</remarks>
public static class DecisionInputsCodec
{
    private const byte Version = 1;

    /// <summary>Writes the inputs. With a base of the same revision only what changed is written.</summary>
    public static void Write(ByteWriter writer, DecisionInputs inputs, RecordBase? basis)
    {
        if (basis is not null && (basis.Revision != inputs.Revision || basis.Values.Length != inputs.Values.Length))
        {
            throw new ArgumentException($"The base is of revision {basis.Revision}; the inputs are of revision {inputs.Revision}.", nameof(basis));
        }

        writer.Byte(Version);
        writer.Unsigned((ulong)(basis?.Number ?? 0));
        writer.Unsigned((ulong)inputs.Id.Customer);
        writer.Unsigned((ulong)inputs.Id.Number);
        writer.Signed(inputs.Now);
        writer.Unsigned((ulong)inputs.Revision);
        writer.Unsigned((ulong)inputs.ModelVersion);
        writer.Unsigned((ulong)inputs.JournalPosition);
        writer.Unsigned(inputs.Seed);
        writer.Byte((byte)((inputs.Arm.HoldOutAll ? 1 : 0) | (inputs.Arm.RandomCheck ? 2 : 0) | (inputs.Simulated ? 4 : 0) | (inputs.SetAside.Count > 0 ? 8 : 0)));
        writer.Unsigned((ulong)inputs.Arm.HoldOutObjectives.Count);
        foreach (var objective in inputs.Arm.HoldOutObjectives)
        {
            writer.Unsigned((ulong)objective);
        }

        // Most decisions leave nothing out, and older records know nothing of it: a flag says whether there is a list.
        if (inputs.SetAside.Count > 0)
        {
            writer.Unsigned((ulong)inputs.SetAside.Count);
            foreach (var action in inputs.SetAside)
            {
                writer.Unsigned((ulong)action);
            }
        }

        writer.Unsigned((ulong)inputs.Trigger);
        writer.Text(inputs.Zone);
        writer.Text(inputs.Language);
        WriteSlots(writer, inputs.Slots);
        WriteConsents(writer, inputs.Consents);
        writer.Unsigned((ulong)inputs.Reach.Count);
        foreach (var fact in inputs.Reach)
        {
            writer.Unsigned((ulong)fact.Channel);
            writer.Byte((byte)fact.State);
        }

        writer.Unsigned((ulong)inputs.Budgets.Count);
        foreach (var fact in inputs.Budgets)
        {
            writer.Unsigned((ulong)fact.Budget);
            writer.Number(fact.Available);
            writer.Number(fact.Price);
        }

        WriteValues(writer, inputs.Values, basis?.Values);
        ContactDelta.Write(writer, inputs.Contacts, basis?.Contacts);
        writer.Unsigned((ulong)inputs.ContactDays.Count);
        foreach (var day in inputs.ContactDays)
        {
            writer.Signed(day.Day);
            writer.Unsigned((ulong)day.Treatment);
            writer.Unsigned((ulong)day.Channel);
            writer.Byte((byte)day.Kind);
            writer.Unsigned((ulong)day.Count);
        }
    }

    /// <summary>The number of the whole record that these bytes build on; 0 when they are whole.</summary>
    public static long BaseOf(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        CheckVersion(reader.Byte());
        return (long)reader.Unsigned();
    }

    /// <summary>The revision of the inputs.</summary>
    public static int RevisionOf(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        CheckVersion(reader.Byte());
        reader.Unsigned();
        reader.Unsigned();
        reader.Unsigned();
        reader.Signed();
        return (int)reader.Unsigned();
    }

    /// <summary>Reads inputs; bytes that build on another record need it as <paramref name="basis"/>.</summary>
    public static DecisionInputs Read(ReadOnlySpan<byte> bytes, SlotLayout layout, RecordBase? basis)
    {
        var reader = new ByteReader(bytes);
        CheckVersion(reader.Byte());
        var baseNumber = (long)reader.Unsigned();
        if (baseNumber != 0 && basis?.Number != baseNumber)
        {
            throw new InvalidDataException($"The record builds on decision {baseNumber} of the customer; decision {basis?.Number.ToString() ?? "none"} was given.");
        }

        var inputs = new DecisionInputs
        {
            Id = new DecisionId((long)reader.Unsigned(), (long)reader.Unsigned()),
            Now = reader.Signed(),
            Revision = (int)reader.Unsigned(),
            ModelVersion = (long)reader.Unsigned(),
            JournalPosition = (long)reader.Unsigned(),
            Seed = reader.Unsigned(),
            Layout = layout,
        };
        var flags = reader.Byte();
        var objectives = new int[reader.Count()];
        for (var i = 0; i < objectives.Length; i++)
        {
            objectives[i] = (int)reader.Unsigned();
        }

        inputs.Arm = new DecisionArm((flags & 1) != 0, objectives, (flags & 2) != 0);
        inputs.Simulated = (flags & 4) != 0;
        for (var n = (flags & 8) != 0 ? reader.Count() : 0; n > 0; n--)
        {
            inputs.SetAside.Add((int)reader.Unsigned());
        }

        inputs.Trigger = (int)reader.Unsigned();
        inputs.Zone = reader.Text();
        inputs.Language = reader.Text();
        ReadSlots(ref reader, inputs.Slots);
        ReadConsents(ref reader, inputs.Consents);
        for (var n = reader.Count(); n > 0; n--)
        {
            inputs.Reach.Add(new ReachFact((int)reader.Unsigned(), (Reachability)reader.Byte()));
        }

        for (var n = reader.Count(); n > 0; n--)
        {
            inputs.Budgets.Add(new BudgetFact((int)reader.Unsigned(), reader.Number(), reader.Number()));
        }

        inputs.Values = WithoutHistory(ReadValues(ref reader, baseNumber == 0 ? null : basis!.Values), layout);
        if (inputs.Values.Length != layout.Count)
        {
            throw new InvalidDataException($"The record has {inputs.Values.Length} inputs; its revision has {layout.Count}.");
        }

        ContactDelta.Read(ref reader, inputs.Contacts, baseNumber == 0 ? null : basis!.Contacts);
        for (var n = reader.Count(); n > 0; n--)
        {
            inputs.ContactDays.Add(new ContactDayCount(
                (int)reader.Signed(), (int)reader.Unsigned(), (int)reader.Unsigned(), (ContactKind)reader.Byte(), (int)reader.Unsigned()));
        }

        return inputs;
    }

    // Records from before models learned from contact history end where these inputs begin; what a rule reads was recorded even then.
    private static Value[] WithoutHistory(Value[] values, SlotLayout layout)
    {
        if (values.Length < layout.Count && layout.Slots.Skip(values.Length).All(slot => slot is OutcomeCountSlot))
        {
            Array.Resize(ref values, layout.Count);
        }

        return values;
    }

    private static void WriteSlots(ByteWriter writer, List<SlotRequest> slots)
    {
        writer.Unsigned((ulong)slots.Count);
        foreach (var slot in slots)
        {
            writer.Unsigned((ulong)slot.Channels.Count);
            foreach (var channel in slot.Channels)
            {
                writer.Unsigned((ulong)channel);
            }

            writer.Text(slot.Placement);
            writer.Unsigned((ulong)slot.Position);
        }
    }

    private static void ReadSlots(ref ByteReader reader, List<SlotRequest> slots)
    {
        for (var n = reader.Count(); n > 0; n--)
        {
            var channels = new int[reader.Count()];
            for (var i = 0; i < channels.Length; i++)
            {
                channels[i] = (int)reader.Unsigned();
            }

            slots.Add(new SlotRequest(channels, reader.Text(), (int)reader.Unsigned()));
        }
    }

    private static void WriteConsents(ByteWriter writer, List<ConsentFact> consents)
    {
        writer.Unsigned((ulong)consents.Count);
        foreach (var fact in consents)
        {
            writer.Text(fact.Channel);
            writer.Text(fact.Purpose);
            writer.Flag(fact.Granted);
            writer.Signed(fact.Time);
        }
    }

    private static void ReadConsents(ref ByteReader reader, List<ConsentFact> consents)
    {
        for (var n = reader.Count(); n > 0; n--)
        {
            consents.Add(new ConsentFact(reader.Text(), reader.Text(), reader.Flag(), reader.Signed()));
        }
    }

    private static void WriteValues(ByteWriter writer, Value[] values, Value[]? basis)
    {
        if (basis is null)
        {
            writer.Unsigned((ulong)values.Length);
            foreach (ref readonly var value in values.AsSpan())
            {
                ValueBytes.Write(writer, value);
            }

            return;
        }

        var changed = 0;
        for (var i = 0; i < values.Length; i++)
        {
            changed += SameBytes(values[i], basis[i]) ? 0 : 1;
        }

        writer.Unsigned((ulong)changed);
        var previous = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!SameBytes(values[i], basis[i]))
            {
                writer.Unsigned((ulong)(i - previous));
                ValueBytes.Write(writer, values[i]);
                previous = i;
            }
        }
    }

    private static Value[] ReadValues(ref ByteReader reader, Value[]? basis)
    {
        if (basis is null)
        {
            var values = new Value[reader.Count()];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = ValueBytes.Read(ref reader);
            }

            return values;
        }

        var merged = (Value[])basis.Clone();
        var at = 0;
        for (var n = reader.Count(); n > 0; n--)
        {
            var step = reader.Unsigned();
            if (step >= (ulong)(merged.Length - at))
            {
                throw new InvalidDataException($"Input {at} + {step} is past the {merged.Length} inputs of the revision.");
            }

            at += (int)step;
            merged[at] = ValueBytes.Read(ref reader);
        }

        return merged;
    }

    /// <summary>Same to the last bit: texts that only compare as equal are written as they are, and 0 is not -0.</summary>
    private static bool SameBytes(in Value a, in Value b) =>
        a.Kind == b.Kind && BitConverter.DoubleToInt64Bits(a.Number) == BitConverter.DoubleToInt64Bits(b.Number) && a.Kind switch
        {
            ValueKind.Text => string.Equals(a.Text!.Original, b.Text!.Original, StringComparison.Ordinal),
            ValueKind.TextSet => a.Set!.Select(m => m.Original).SequenceEqual(b.Set!.Select(m => m.Original), StringComparer.Ordinal),
            _ => true,
        };

    private static void CheckVersion(byte version)
    {
        if (version != Version)
        {
            throw new InvalidDataException($"Version {version} of decision inputs is not known; this program reads version {Version}.");
        }
    }
}
