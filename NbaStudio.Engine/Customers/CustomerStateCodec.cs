using System.Buffers;
using NbaStudio.Engine.Detection.Aggregates;

namespace NbaStudio.Engine.Customers;

/// <summary>The stored form of a customer's state: compact, versioned, the same bytes for the same state. Stateless and thread safe.</summary>
public static class CustomerStateCodec
{
    /// <summary>Version that is written; a reader refuses newer ones. Version 1 knew counts only, and no trigger of an awaited answer; version 2 not how chance chose it; version 3 no further heads; version 4 not what the models had said of an awaited answer; version 5 not which consents had been said and do not hold.</summary>
    public const byte Version = 6;

    /// <summary>Writes the state. Aggregates that are no longer wanted are dropped, here and from the state.</summary>
    /// <param name="keep">Whether an aggregate that the bound catalogue does not have is kept, by fingerprint; null = none is, once a catalogue is bound.</param>
    /// <returns>The bytes of each part.</returns>
    public static CustomerStateSizes Write(CustomerState state, IBufferWriter<byte> output, Predicate<ulong>? keep = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(output);
        state.Aggregates.DropOthers(keep);
        var (writer, at) = (new StateWriter(output), 0L);
        WriteIdentity(state, writer);
        var identity = Part();
        WriteProfile(state.Profile, writer);
        var profile = Part();
        WriteConsents(state.Consents, writer);
        var consents = Part();
        WriteAddresses(state.Addresses, writer);
        var addresses = Part();
        ContactLogCodec.Write(state.Contacts, writer);
        var contacts = Part();
        WriteAggregates(state.Aggregates, writer);
        var aggregates = Part();
        WriteResponses(state.OpenResponses, writer);
        var responses = Part();
        MomentCodec.Write(state, writer);
        var moments = Part();
        MomentCodec.WriteTimeline(state.Timeline, writer);
        GoalCodec.Write(state, writer);
        var timeline = Part();
        writer.End();
        return new CustomerStateSizes(identity, profile, consents, addresses, contacts, aggregates, responses, moments, timeline);

        long Part()
        {
            var bytes = writer.Position - at;
            at = writer.Position;
            return bytes;
        }
    }

    /// <summary>The state as bytes.</summary>
    public static byte[] ToArray(CustomerState state)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(state, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, cut off, or of a newer version.</exception>
    public static CustomerState Read(ReadOnlySpan<byte> input)
    {
        var reader = new StateReader(input);
        var version = reader.ReadByte();
        if (version is 0 or > Version)
        {
            throw StateReader.Invalid($"version {version} is not known; this program reads versions 1 to {Version}");
        }

        var state = ReadIdentity(ref reader);
        ReadProfile(state.Profile, ref reader);
        ReadConsents(state.Consents, ref reader, version);
        ReadAddresses(state.Addresses, ref reader);
        ContactLogCodec.Read(state.Contacts, ref reader);
        ReadAggregates(state.Aggregates, ref reader);
        ReadResponses(state.OpenResponses, ref reader, version);
        MomentCodec.Read(state, ref reader, version);
        MomentCodec.ReadTimeline(state.Timeline, ref reader);
        GoalCodec.Read(state, ref reader);
        return reader.AtEnd ? state : throw StateReader.Invalid("has bytes left over");
    }

    private static void WriteIdentity(CustomerState state, StateWriter writer)
    {
        writer.WriteByte(Version);
        writer.WriteSigned(state.Key);
        writer.WriteUnsigned((ulong)state.Aliases.Count);
        foreach (var alias in state.Aliases)
        {
            writer.WriteText(alias);
        }

        writer.WriteText(state.Language);
        writer.WriteText(state.TimeZone);
        writer.WriteBoolean(state.Simulated);
        writer.WriteSigned(state.CreatedAt);
        writer.WriteSigned(state.JournalPosition);
        writer.WriteSigned(state.NextDecisionNumber);
        writer.WriteSigned(state.LastFullRecord);
    }

    private static CustomerState ReadIdentity(ref StateReader reader)
    {
        var state = new CustomerState(reader.ReadSigned());
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var alias = reader.ReadPresentText();
            if (alias.Length == 0)
            {
                throw StateReader.Invalid("an id is empty");
            }

            state.AddAlias(alias);
        }

        state.Language = reader.ReadText();
        state.RestoreTimeZone(reader.ReadText());
        state.Simulated = reader.ReadBoolean();
        state.CreatedAt = reader.ReadSigned();
        state.JournalPosition = reader.ReadSigned();
        state.NextDecisionNumber = reader.ReadSigned();
        state.LastFullRecord = reader.ReadSigned();
        return state;
    }

    // In the order of names, so that equal states have equal bytes.
    private static void WriteProfile(Profile profile, StateWriter writer)
    {
        writer.WriteUnsigned((ulong)profile.Count);
        foreach (var (name, value) in profile.Values.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            writer.WriteText(name);
            writer.WriteValue(value);
        }
    }

    private static void ReadProfile(Profile profile, ref StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var name = reader.ReadPresentText();
            if (name.Length is 0 or > Profile.MaximumNameLength || profile.Count == Profile.MaximumCount)
            {
                throw StateReader.Invalid("the profile is beyond its limits");
            }

            profile.Set(name, reader.ReadValue());
        }
    }

    private static void WriteConsents(ConsentBook book, StateWriter writer)
    {
        writer.WriteUnsigned((ulong)book.Records.Count);
        foreach (var record in book.Records)
        {
            writer.WriteText(record.Channel);
            writer.WriteText(record.Purpose);
            writer.WriteBoolean(record.State == ConsentState.Granted);
            writer.WriteSigned(record.Time);
            writer.WriteText(record.Source);
            writer.WriteText(record.Proof);
        }

        writer.WriteUnsigned((ulong)book.Outdated.Count);
        foreach (var hash in book.Outdated)
        {
            writer.WriteUnsigned(hash);
        }
    }

    private static void ReadConsents(ConsentBook book, ref StateReader reader, byte version)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var (channel, purpose) = (reader.ReadPresentText(), reader.ReadPresentText());
            if (channel.Length == 0 || purpose.Length == 0)
            {
                throw StateReader.Invalid("a consent has no channel or purpose");
            }

            var state = reader.ReadBoolean() ? ConsentState.Granted : ConsentState.Refused;
            book.Record(new ConsentRecord(channel, purpose, state, reader.ReadSigned(), reader.ReadPresentText(), reader.ReadText()));
        }

        for (var count = version < 6 ? 0 : reader.ReadCount(); count > 0; count--)
        {
            book.Outdate(reader.ReadUnsigned());
        }
    }

    private static void WriteAddresses(AddressBook book, StateWriter writer)
    {
        writer.WriteUnsigned((ulong)book.Records.Count);
        foreach (var record in book.Records)
        {
            writer.WriteText(record.Channel);
            writer.WriteText(record.Address);
            writer.WriteSigned(record.RefusedAt);
            writer.WriteText(record.RefusedBecause);
        }
    }

    private static void ReadAddresses(AddressBook book, ref StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            book.Restore(new AddressRecord(reader.ReadPresentText(), reader.ReadPresentText(), reader.ReadSigned(), reader.ReadText()));
        }
    }

    private static void WriteAggregates(AggregateSet set, StateWriter writer)
    {
        var states = set.All().OrderBy(p => p.Key).ToList();
        writer.WriteUnsigned((ulong)states.Count);
        foreach (var (fingerprint, state) in states)
        {
            writer.WriteFixed(fingerprint);
            state.Write(writer);
        }
    }

    private static void ReadAggregates(AggregateSet set, ref StateReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            set.Restore(reader.ReadFixed(), AggregateState.Read(ref reader));
        }
    }

    private static void WriteResponses(OpenResponseList responses, StateWriter writer)
    {
        writer.WriteUnsigned((ulong)responses.Items.Count);
        foreach (var response in responses.Items)
        {
            OpenResponseCodec.Write(response, writer);
        }
    }

    private static void ReadResponses(OpenResponseList responses, ref StateReader reader, byte version)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            responses.Add(OpenResponseCodec.Read(ref reader, version));
        }
    }
}
