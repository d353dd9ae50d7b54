using NbaStudio.Data.Pictures;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Data;

/// <summary>A picture is what its bytes say.</summary>
public sealed class PictureFormatTests
{
    [Fact]
    public void Read_OfEachFormat_FindsTypeAndSize()
    {
        PictureFormat.Read(SamplePictures.Png(640, 480)).ShouldBe(new PictureFormat("image/png", 640, 480));
        PictureFormat.Read(SamplePictures.Gif(640, 480)).ShouldBe(new PictureFormat("image/gif", 640, 480));
        PictureFormat.Read(Jpeg(0xc0)).ShouldBe(new PictureFormat("image/jpeg", 640, 480));
        PictureFormat.Read(Jpeg(0xc2)).ShouldBe(new PictureFormat("image/jpeg", 640, 480), "a progressive one");
        PictureFormat.Read(WebP("VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01])).ShouldBe(new PictureFormat("image/webp", 640, 480));
        PictureFormat.Read(WebP("VP8L", [0x2f, 0x7f, 0xc2, 0x77, 0x00])).ShouldBe(new PictureFormat("image/webp", 640, 480));
        PictureFormat.Read(WebP("VP8X", [0, 0, 0, 0, 0x7f, 0x02, 0, 0xdf, 0x01, 0])).ShouldBe(new PictureFormat("image/webp", 640, 480));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><script/></svg>")]
    [InlineData("GIF87")]
    [InlineData("%PDF-1.7 and more of it, so that it is long enough")]
    public void Read_OfAnythingElse_IsNothing(string text) => PictureFormat.Read(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    [Fact]
    public void Read_OfWhatIsCutOffOrRandom_NeverThrows()
    {
        var random = new Random(7);
        foreach (var whole in new[] { SamplePictures.Png(9, 9), SamplePictures.Gif(9, 9), Jpeg(0xc0), WebP("VP8X", [0, 0, 0, 0, 9, 0, 0, 9, 0, 0]) })
        {
            for (var length = 0; length < whole.Length; length++)
            {
                PictureFormat.Read(whole.AsSpan(0, length));
            }

            for (var i = 0; i < 2_000; i++)
            {
                var bytes = (byte[])whole.Clone();
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                if (PictureFormat.Read(bytes) is { } format)
                {
                    Math.Min(format.Width, format.Height).ShouldBeGreaterThan(0);
                }
            }
        }

        PictureFormat.Read(SamplePictures.Png(-5, 3)).ShouldBeNull();
    }

    // A segment of another kind, a fill byte, then the frame.
    private static byte[] Jpeg(byte frame) => [0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 1, 2, 0xff, 0xff, frame, 0x00, 0x0b, 8, 0x01, 0xe0, 0x02, 0x80, 1, 1, 0x11, 0, 0xff, 0xd9];

    private static byte[] WebP(string chunk, byte[] data) =>
        [.. "RIFF"u8, 40, 0, 0, 0, .. "WEBP"u8, .. System.Text.Encoding.ASCII.GetBytes(chunk), 20, 0, 0, 0, .. data, .. new byte[Math.Max(0, 20 - data.Length)]];
}
