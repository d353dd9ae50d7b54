using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Storage;

/// <summary>The binary form of a <see cref="Value"/>.</summary>
public static class ValueBytes
{
    private const double LongestDuration = 900_000_000_000_000;

    public static void Write(ByteWriter writer, in Value value)
    {
        writer.Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case ValueKind.Missing:
                break;
            case ValueKind.Boolean:
                writer.Flag(value.IsTrue);
                break;
            case ValueKind.Text:
                writer.Text(value.Text!.Original);
                break;
            case ValueKind.TextSet:
                writer.Unsigned((ulong)value.Set!.Count);
                foreach (var member in value.Set)
                {
                    writer.Text(member.Original);
                }

                break;
            default:
                writer.Number(value.Number);
                break;
        }
    }

    public static Value Read(ref ByteReader reader)
    {
        var kind = (ValueKind)reader.Byte();
        switch (kind)
        {
            case ValueKind.Missing:
                return Value.Missing;
            case ValueKind.Boolean:
                return Value.OfBoolean(reader.Flag());
            case ValueKind.Text:
                return Value.OfText(reader.Text());
            case ValueKind.TextSet:
                var members = new TextValue[reader.Count()];
                for (var i = 0; i < members.Length; i++)
                {
                    members[i] = new TextValue(reader.Text());
                }

                return Value.OfSet(members);
            case ValueKind.Number:
                return Value.OfNumber(reader.Number());
            case ValueKind.Money:
                return Value.OfMoney(reader.Number());
            case ValueKind.DateTime:
                return Value.OfUnixMilliseconds((long)Within(reader.Number(), -62_135_596_800_000, 253_402_300_799_999));
            case ValueKind.Duration:
                return Value.OfDuration(TimeSpan.FromMilliseconds(Within(reader.Number(), -LongestDuration, LongestDuration)));
            default:
                throw new InvalidDataException($"{(byte)kind} is not a kind of value.");
        }
    }

    // The years 1 to 9999, and durations that a TimeSpan can hold.
    private static double Within(double number, double lowest, double highest) =>
        number >= lowest && number <= highest ? number : throw new InvalidDataException($"{number} is not a time that can be.");
}
