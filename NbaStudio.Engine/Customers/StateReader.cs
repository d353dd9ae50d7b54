using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Customers;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Damaged bytes give an <see cref="InvalidDataException"/>, never anything else.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> input)
{
    internal const byte NaN = 0;
    internal const byte Whole = 1;
    internal const byte Hundredths = 2;
    internal const byte Raw = 3;

    private readonly ReadOnlySpan<byte> _input = input;
    private readonly List<string> _texts = [];
    private int _position;

    public readonly bool AtEnd => _position == _input.Length;

    public static InvalidDataException Invalid(string what) => new($"Stored customer state: {what}.");

    public byte ReadByte() => _position < _input.Length ? _input[_position++] : throw Invalid("ends too early");

    public bool ReadBoolean() => ReadByte() switch { 0 => false, 1 => true, var other => throw Invalid($"{other} where yes or no stands") };

    public ulong ReadUnsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Invalid("a number has too many bytes");
    }

    public long ReadSigned()
    {
        var value = ReadUnsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number of items that follow, each of at least one byte.</summary>
    public int ReadCount()
    {
        var count = ReadUnsigned();
        return count <= (ulong)(_input.Length - _position) ? (int)count : throw Invalid($"{count} items do not fit");
    }

    public ulong ReadFixed() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public float ReadSingle() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public double ReadDouble() => ReadByte() switch
    {
        NaN => double.NaN,
        Whole => ReadSigned(),
        Hundredths => ReadSigned() / 100.0,
        Raw => BitConverter.Int64BitsToDouble((long)ReadFixed()),
        var form => throw Invalid($"a number has the unknown form {form}"),
    };

    public string? ReadText()
    {
        var code = ReadUnsigned();
        if (code == 0)
        {
            return null;
        }

        if (code > 1)
        {
            return code - 2 < (ulong)_texts.Count ? _texts[(int)(code - 2)] : throw Invalid("a text refers to none");
        }

        var header = ReadUnsigned();
        var length = header >> 1;
        var bytes = Take(length <= int.MaxValue ? (int)length : throw Invalid("a text is too long"));
        var text = (header & 1) == 0 ? Encoding.UTF8.GetString(bytes) : new string(MemoryMarshal.Cast<byte, char>(bytes));
        _texts.Add(text);
        return text;
    }

    public string ReadPresentText() => ReadText() ?? throw Invalid("a text is missing");

    public Value ReadValue()
    {
        var kind = (ValueKind)ReadByte();
        switch (kind)
        {
            case ValueKind.Missing:
                return Value.Missing;
            case ValueKind.Number:
                return Value.OfNumber(ReadDouble());
            case ValueKind.Money:
                return Value.OfMoney(ReadDouble());
            case ValueKind.Text:
                return Value.OfText(ReadPresentText());
            case ValueKind.Boolean:
                return Value.OfBoolean(ReadDouble() != 0);
            case ValueKind.DateTime:
                return Value.OfUnixMilliseconds((long)ReadDouble());
            case ValueKind.Duration:
                var milliseconds = ReadDouble();
                return Math.Abs(milliseconds) <= 8.6e14
                    ? Value.OfDuration(TimeSpan.FromMilliseconds(milliseconds))
                    : throw Invalid("a duration is out of range");
            case ValueKind.TextSet:
                var members = new TextValue[ReadCount()];
                for (var i = 0; i < members.Length; i++)
                {
                    members[i] = new TextValue(ReadPresentText());
                }

                return Value.OfSet(members);
            default:
                throw Invalid($"a value has the unknown kind {(byte)kind}");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _input.Length - _position)
        {
            throw Invalid("ends too early");
        }

        var span = _input.Slice(_position, count);
        _position += count;
        return span;
    }
}
