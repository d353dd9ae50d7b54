using System.Text;
using NbaStudio.Data.Pictures;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Data;

/// <summary>What names a photographer or a place goes out of a picture; what shows goes through.</summary>
public sealed class PictureMetadataTests
{
    private static readonly byte[] Frame = [0xff, 0xc0, 0x00, 0x0b, 8, 0x01, 0xe0, 0x02, 0x80, 1, 1, 0x11, 0];
    private static readonly byte[] Pixels = [0xff, 0xda, 0x00, 0x02, 0xff, 0xe1, 7, 7, 0xff, 0xd9]; // bytes of pixels may look like a segment

    [Fact]
    public void Without_OfAJpeg_KeepsFrameColoursAndPixelsOnly()
    {
        byte[] colours = Segment(0xe2, "ICC_PROFILE");
        byte[] start = [0xff, 0xd8];

        var clean = PictureMetadata.Without((byte[])[.. start, .. Segment(0xe1, "Exif\0\0 at home"), .. Segment(0xed, "Photoshop Ann"), .. colours, .. Segment(0xfe, "by Ann"), .. Frame, .. Pixels], "image/jpeg");

        clean.ShouldBe([.. start, .. colours, .. Frame, .. Pixels]);
        PictureFormat.Read(clean).ShouldBe(new PictureFormat("image/jpeg", 640, 480));
    }

    [Theory]
    [InlineData(true, 6)]
    [InlineData(false, 8)]
    public void Without_OfAPhotographThatLies_KeepsTheTurnAlone(bool little, byte turn)
    {
        byte[] two(int n) => little ? [(byte)n, (byte)(n >> 8)] : [(byte)(n >> 8), (byte)n];
        byte[] four(int n) => little ? [(byte)n, 0, 0, 0] : [0, 0, 0, (byte)n];
        byte[] tiff = [.. little ? "II"u8 : "MM"u8, .. two(42), .. four(8), .. two(2), .. two(0x010f), .. two(2), .. four(4), .. "Ann\0"u8, .. two(274), .. two(3), .. four(1), .. two(turn), 0, 0, .. four(0)];
        byte[] exif = [0xff, 0xe1, .. (byte[])[(byte)((tiff.Length + 8) >> 8), (byte)(tiff.Length + 8)], .. "Exif\0\0"u8, .. tiff];

        var clean = PictureMetadata.Without((byte[])[0xff, 0xd8, .. exif, .. Frame, .. Pixels], "image/jpeg");

        Encoding.Latin1.GetString(clean).ShouldNotContain("Ann");
        clean[2..6].ShouldBe([0xff, 0xe1, 0x00, 0x22]);
        clean[30].ShouldBe(turn);
        clean[38..].ShouldBe([.. Frame, .. Pixels]);
        PictureMetadata.Without(clean, "image/jpeg").ShouldBe(clean, "what is clean stays");
    }

    [Fact]
    public void Without_OfAPng_DropsTextAndPlace()
    {
        var plain = SamplePictures.Png(40, 30);
        byte[] written = [.. plain[..33], .. Chunk("tEXt", "Author\0Ann"), .. Chunk("eXIf", "home"), .. plain[33..]];

        PictureMetadata.Without(written, "image/png").ShouldBe(plain);
        PictureMetadata.Without(plain, "image/png").ShouldBe(plain);
    }

    [Fact]
    public void Without_OfAWebP_DropsExifAndItsFlag()
    {
        byte[] head(byte flags) => [.. "VP8X"u8, 10, 0, 0, 0, flags, 0, 0, 0, 0x7f, 0x02, 0, 0xdf, 0x01, 0];
        byte[] data = [.. "VP8 "u8, 4, 0, 0, 0, 1, 2, 3, 4];
        byte[] riff(byte[] body) => [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length + 4), .. "WEBP"u8, .. body];

        var clean = PictureMetadata.Without(riff([.. head(0x1c), .. data, .. "EXIF"u8, 3, 0, 0, 0, 1, 2, 3, 0]), "image/webp");

        clean.ShouldBe(riff([.. head(0x10), .. data]));
    }

    [Fact]
    public void Without_OfWhatIsCutOffOrRandom_NeverThrows()
    {
        var random = new Random(11);
        (byte[], string)[] samples =
        [
            ([0xff, 0xd8, .. Segment(0xe1, "Exif\0\0II*\0\b\0\0\0\u0001\0"), .. Frame, .. Pixels], "image/jpeg"), (SamplePictures.Png(9, 9), "image/png"),
            ([.. "RIFF"u8, 40, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 9, 0, 0, .. "EXIF"u8, 9, 0, 0, 0, 1], "image/webp"), (SamplePictures.Gif(9, 9), "image/gif"),
        ];
        foreach (var (whole, type) in samples)
        {
            for (var i = 0; i < 5_000; i++)
            {
                var bytes = whole[..random.Next(14, whole.Length + 1)];
                bytes[random.Next(12, bytes.Length)] = (byte)random.Next(256);
                PictureMetadata.Without(bytes, type).Length.ShouldBeLessThanOrEqualTo(bytes.Length + 38);
            }
        }
    }

    private static byte[] Segment(byte marker, string text) => [0xff, marker, (byte)((text.Length + 2) >> 8), (byte)(text.Length + 2), .. Encoding.Latin1.GetBytes(text)];

    private static byte[] Chunk(string name, string text) => [0, 0, 0, (byte)text.Length, .. Encoding.Latin1.GetBytes(name + text), 1, 2, 3, 4];
}
