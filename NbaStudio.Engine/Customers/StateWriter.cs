using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Customers;

/// <summary>Writes the parts of a customer's state: variable-length numbers, and each text once.</summary>
/// <remarks>Not thread safe. Every commit writes states, so what one notes texts in is lent to the next on the thread, which is told by <see cref="End"/>.</remarks>
internal sealed class StateWriter
{
    // Of a state beyond these the room is not kept: emptying it would cost every later one.
    private const int MostKept = 1_000;

    [ThreadStatic]
    private static Dictionary<string, int>? _lent;

    private readonly IBufferWriter<byte> _output;
    private readonly Dictionary<string, int> _texts;

    public StateWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _texts = _lent ?? new Dictionary<string, int>(StringComparer.Ordinal);
        _lent = null;
    }

    /// <summary>Bytes written so far.</summary>
    public long Position { get; private set; }

    /// <summary>The state is written: its texts are forgotten.</summary>
    public void End()
    {
        if (_texts.Count <= MostKept)
        {
            _texts.Clear();
            _lent = _texts;
        }
    }

    public void WriteByte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        Advance(1);
    }

    public void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    public void WriteUnsigned(ulong value)
    {
        var span = _output.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        Advance(length);
    }

    public void WriteSigned(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    public void WriteSingle(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(_output.GetSpan(4), value);
        Advance(4);
    }

    public void WriteFixed(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_output.GetSpan(8), value);
        Advance(8);
    }

    /// <summary>Whole numbers and hundredths in few bytes, anything else in nine; exact bit for bit.</summary>
    public void WriteDouble(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var cents = Math.Round(value * 100);
        if (double.IsNaN(value))
        {
            WriteByte(StateReader.NaN);
        }
        else if (Math.Abs(value) <= 1L << 52 && BitConverter.DoubleToInt64Bits((double)(long)value) == bits)
        {
            WriteByte(StateReader.Whole);
            WriteSigned((long)value);
        }
        else if (Math.Abs(cents) <= 1L << 45 && BitConverter.DoubleToInt64Bits((long)cents / 100.0) == bits)
        {
            WriteByte(StateReader.Hundredths);
            WriteSigned((long)cents);
        }
        else
        {
            WriteByte(StateReader.Raw);
            WriteFixed((ulong)bits);
        }
    }

    /// <summary>A text or null; a text that was written before costs one or two bytes.</summary>
    public void WriteText(string? text)
    {
        if (text is null)
        {
            WriteUnsigned(0);
            return;
        }

        if (_texts.TryGetValue(text, out var index))
        {
            WriteUnsigned((ulong)index + 2);
            return;
        }

        _texts.Add(text, _texts.Count);
        WriteUnsigned(1);

        // Lone surrogates do not survive UTF-8.
        var units = MemoryMarshal.AsBytes(text.AsSpan());
        var plain = !HasLoneSurrogate(text);
        var length = plain ? Encoding.UTF8.GetByteCount(text) : units.Length;
        WriteUnsigned(((ulong)length << 1) | (plain ? 0UL : 1UL));
        if (plain)
        {
            Encoding.UTF8.GetBytes(text, _output.GetSpan(length));
            Advance(length);
        }
        else
        {
            _output.Write(units);
            Position += length;
        }
    }

    public void WriteValue(Value value)
    {
        WriteByte((byte)value.Kind);
        switch (value.Kind)
        {
            case ValueKind.Missing:
                break;
            case ValueKind.Text:
                WriteText(value.Text!.Original);
                break;
            case ValueKind.TextSet:
                WriteUnsigned((ulong)value.Set!.Count);
                foreach (var member in value.Set)
                {
                    WriteText(member.Original);
                }

                break;
            default:
                WriteDouble(value.Number);
                break;
        }
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            text = text[at..];
            if (!char.IsHighSurrogate(text[0]) || text.Length < 2 || !char.IsLowSurrogate(text[1]))
            {
                return true;
            }

            text = text[2..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return false;
    }

    private void Advance(int count)
    {
        _output.Advance(count);
        Position += count;
    }
}
