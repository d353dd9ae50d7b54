using System.Buffers.Binary;

namespace NbaStudio.Tests.Support;

/// <summary>Small pictures for tests.</summary>
internal static class SamplePictures
{
    // A real picture of one teal point.
    public static byte[] Point { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgaGj4DwADhAIAiJfoPgAAAABJRU5ErkJggg==");

    /// <summary>The header of a PNG of a size; nothing is drawn.</summary>
    public static byte[] Png(int width, int height)
    {
        var bytes = (byte[])Point.Clone();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    public static byte[] Gif(int width, int height)
    {
        var bytes = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)height);
        return bytes;
    }
}
