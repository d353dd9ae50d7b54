using System.Buffers.Binary;
using System.Text;

namespace NbaStudio.Engine.Storage;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Bytes that end too early give an <see cref="InvalidDataException"/>.</summary>
public ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position >= _bytes.Length;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() != 0;

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is longer than 10 bytes.");
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A count of items that follow, each at least one byte.</summary>
    public int Count()
    {
        var count = Unsigned();
        if (count > (ulong)(_bytes.Length - Position))
        {
            throw new InvalidDataException($"A count of {count} is larger than the {_bytes.Length - Position} bytes that are left.");
        }

        return (int)count;
    }

    public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public double Number() => Byte() == 0 ? Signed() : Double();

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _bytes.Length - Position)
        {
            throw new InvalidDataException($"{count} bytes are needed and {_bytes.Length - Position} are left.");
        }

        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}
