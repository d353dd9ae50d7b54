using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <content>Statements of consent.</content>
public static partial class JournalPayloads
{
    /// <summary>A statement of consent; when it was taken is the entry's own time.</summary>
    public static byte[] Consent(ConsentStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var writer = new ByteWriter(96);
        writer.Byte(1);
        writer.Byte((byte)((statement.Of.State == ConsentState.Granted ? 1 : 0) | (statement.Counted ? 2 : 0) | (statement.Of.Proof is null ? 0 : 4) | (statement.By is null ? 0 : 8)));
        writer.Text(statement.Of.Channel);
        writer.Text(statement.Of.Purpose);
        writer.Signed(statement.Of.Time);
        writer.Text(statement.Of.Source);
        writer.Text(statement.Of.Proof ?? "");
        writer.Text(statement.By ?? "");
        return writer.ToArray();
    }

    public static ConsentStatement ReadConsent(ReadOnlySpan<byte> payload)
    {
        var reader = Open(payload);
        var flags = reader.Byte();
        var (channel, purpose, time, source, proof, by) = (reader.Text(), reader.Text(), reader.Signed(), reader.Text(), reader.Text(), reader.Text());
        return new ConsentStatement(
            new ConsentRecord(channel, purpose, (flags & 1) != 0 ? ConsentState.Granted : ConsentState.Refused, time, source, (flags & 4) != 0 ? proof : null), null, (flags & 8) != 0 ? by : null, (flags & 2) != 0);
    }
}
