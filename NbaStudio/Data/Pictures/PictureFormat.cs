using System.Buffers.Binary;

namespace NbaStudio.Data.Pictures;

/// <summary>What a file says that it is by its own bytes: type and size of a picture. Names and declared types count for nothing. Pure.</summary>
/// <param name="Type">Media type: image/png, image/jpeg, image/webp or image/gif.</param>
public readonly record struct PictureFormat(string Type, int Width, int Height)
{
    /// <summary>Reads the header; null for anything that is no PNG, JPEG, WebP or GIF, or that is cut off before its size.</summary>
    public static PictureFormat? Read(ReadOnlySpan<byte> bytes) => Png(bytes) ?? Gif(bytes) ?? WebP(bytes) ?? Jpeg(bytes);

    private static PictureFormat? Png(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 24 && bytes[0] == 0x89 && bytes[1..8].SequenceEqual("PNG\r\n\u001a\n"u8) && bytes[12..16].SequenceEqual("IHDR"u8)
            ? Of("image/png", BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..])) : null;

    private static PictureFormat? Gif(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 10 && (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            ? Of("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])) : null;

    private static PictureFormat? WebP(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30 || !bytes.StartsWith("RIFF"u8) || !bytes[8..12].SequenceEqual("WEBP"u8))
        {
            return null;
        }

        var data = bytes[20..];
        if (bytes[12..16].SequenceEqual("VP8 "u8))
        {
            // After the tag of the frame comes a start code, then 14 bits each.
            return data[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9d, 0x01, 0x2a])
                ? Of("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3fff, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3fff) : null;
        }

        if (bytes[12..16].SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return data[0] == 0x2f ? Of("image/webp", (int)(bits & 0x3fff) + 1, (int)((bits >> 14) & 0x3fff) + 1) : null;
        }

        return bytes[12..16].SequenceEqual("VP8X"u8) ? Of("image/webp", Three(data[4..]) + 1, Three(data[7..]) + 1) : null;
    }

    // Segments follow each other; the size stands in the first one that begins a frame.
    private static PictureFormat? Jpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xff || bytes[1] != 0xd8)
        {
            return null;
        }

        for (var at = 2; at + 9 < bytes.Length;)
        {
            if (bytes[at] != 0xff)
            {
                return null;
            }

            var marker = bytes[at + 1];
            if (marker == 0xff)
            {
                at++;
                continue;
            }

            if (marker is 0x01 or (>= 0xd0 and <= 0xd7))
            {
                at += 2;
                continue;
            }

            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return Of("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (length < 2 || marker is 0xd8 or 0xd9 or 0xda)
            {
                return null;
            }

            at += 2 + length;
        }

        return null;
    }

    private static PictureFormat? Of(string type, int width, int height) => width > 0 && height > 0 ? new PictureFormat(type, width, height) : null;

    private static int Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
