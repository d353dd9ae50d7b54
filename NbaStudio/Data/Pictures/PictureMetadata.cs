using System.Buffers.Binary;

namespace NbaStudio.Data.Pictures;

/// <summary>Leaves out of a picture what says who took it, where and with what: it goes to everybody. Pixels, colours and animation stay to the byte. Pure.</summary>
/// <remarks>
/// JPEG: the segments APP1 (Exif, XMP), APP13 (IPTC) and comments; of Exif the turn is kept, without which a photograph lies on its side.
/// PNG: the chunks eXIf, tEXt, zTXt, iTXt and tIME. WebP: the chunks EXIF and XMP, with their flags. GIF holds comments only and stays as it is.
/// </remarks>
public static class PictureMetadata
{
    private const int PngStart = 8;
    private const int RiffStart = 12;

    // An APP1 of 34 bytes: Exif, little-endian, one directory of one entry, the turn; its value and the end follow.
    private static readonly byte[] Turn =
        [0xff, 0xe1, 0x00, 0x22, .. "Exif\0\0"u8, .. "II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0];

    /// <param name="bytes">A picture that <see cref="PictureFormat"/> knows.</param>
    /// <param name="type">Its media type.</param>
    /// <returns>The same picture without; where its parts do not add up, all of it: nothing is cut that is not understood.</returns>
    public static byte[] Without(ReadOnlySpan<byte> bytes, string type) => type switch
    {
        "image/jpeg" => Jpeg(bytes),
        "image/png" => Png(bytes),
        "image/webp" => WebP(bytes),
        _ => bytes.ToArray(),
    };

    private static byte[] Jpeg(ReadOnlySpan<byte> bytes)
    {
        var kept = new List<byte>(bytes.Length);
        kept.AddRange(bytes[..2]);
        var at = 2;
        // Up to where the pixels begin: all that names anybody stands before.
        while (at + 4 <= bytes.Length && bytes[at] == 0xff && bytes[at + 1] != 0xda)
        {
            var marker = bytes[at + 1];
            var length = marker == 0xff ? 1 : marker is 0x01 or (>= 0xd0 and <= 0xd9) ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (at + length > bytes.Length || (length is 2 or 3 && marker is not (0x01 or (>= 0xd0 and <= 0xd9))))
            {
                return bytes.ToArray();
            }

            if (marker is not (0xe1 or 0xed or 0xfe))
            {
                kept.AddRange(bytes.Slice(at, length));
            }
            else if (marker == 0xe1 && TurnOf(bytes.Slice(at + 4, length - 4)) is var turn and > 1 and <= 8)
            {
                kept.AddRange(Turn);
                kept.AddRange([(byte)turn, 0, 0, 0, 0, 0, 0, 0]);
            }

            at += length;
        }

        kept.AddRange(bytes[at..]);
        return [.. kept];
    }

    // The turn in the first directory of Exif (TIFF 6.0, tag 274); 1 where there is none.
    private static int TurnOf(ReadOnlySpan<byte> exif)
    {
        if (exif.Length < 14 || !exif.StartsWith("Exif\0\0"u8))
        {
            return 1;
        }

        var tiff = exif[6..];
        var little = tiff[0] == (byte)'I';
        var entries = Long(tiff[4..], little);
        if (entries > (uint)(tiff.Length - 2))
        {
            return 1;
        }

        var directory = tiff[(int)entries..];
        var count = Short(directory, little);
        for (var at = 2; count > 0 && at + 12 <= directory.Length; count--, at += 12)
        {
            if (Short(directory[at..], little) == 274)
            {
                return Short(directory[(at + 8)..], little);
            }
        }

        return 1;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool little) => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool little) => little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static byte[] Png(ReadOnlySpan<byte> bytes)
    {
        var kept = new List<byte>(bytes.Length);
        kept.AddRange(bytes[..PngStart]);
        for (var at = PngStart; at < bytes.Length;)
        {
            // Length, name, content, check sum.
            if (at + 12 > bytes.Length || BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) is var content && content > (uint)(bytes.Length - at - 12))
            {
                return bytes.ToArray();
            }

            var chunk = bytes.Slice(at, 12 + (int)content);
            var name = chunk.Slice(4, 4);
            if (!(name.SequenceEqual("eXIf"u8) || name.SequenceEqual("tEXt"u8) || name.SequenceEqual("zTXt"u8) || name.SequenceEqual("iTXt"u8) || name.SequenceEqual("tIME"u8)))
            {
                kept.AddRange(chunk);
            }

            at += chunk.Length;
        }

        return [.. kept];
    }

    private static byte[] WebP(ReadOnlySpan<byte> bytes)
    {
        const byte ExifAndXmp = 0x08 | 0x04;
        var kept = new List<byte>(bytes.Length);
        kept.AddRange(bytes[..RiffStart]);
        for (var at = RiffStart; at < bytes.Length;)
        {
            if (at + 8 > bytes.Length || BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]) is var content && content > (uint)(bytes.Length - at - 8))
            {
                return bytes.ToArray();
            }

            // A chunk of odd length is followed by one more byte, which the last one may lack.
            var chunk = bytes.Slice(at, Math.Min(bytes.Length - at, 8 + (int)content + ((int)content & 1)));
            var name = chunk[..4];
            if (!name.SequenceEqual("EXIF"u8) && !name.SequenceEqual("XMP "u8))
            {
                var start = kept.Count;
                kept.AddRange(chunk);
                if (name.SequenceEqual("VP8X"u8) && chunk.Length > 8)
                {
                    kept[start + 8] &= unchecked((byte)~ExifAndXmp);
                }
            }

            at += chunk.Length;
        }

        byte[] all = [.. kept];
        BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(4), (uint)(all.Length - 8));
        return all;
    }
}
