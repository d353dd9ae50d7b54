using System.IO.Pipelines;
using System.Text;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Tests.Hosting;

public sealed class NdjsonReaderTests
{
    [Fact]
    public async Task ReadAsync_Lines_KeepsNumbersAndSkipsBlankOnes() =>
        (await ReadAsync("\uFEFF{\"a\":1}\r\n\n  \n{\"b\":2}\n{\"c\":3}", 100)).ShouldBe([(1, "{\"a\":1}", false), (4, "{\"b\":2}", false), (5, "{\"c\":3}", false)]);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task ReadAsync_LineTooLong_ReportsItAndGoesOn(int chunk)
    {
        var text = $"1\n{new string('x', 50)}\n2\n{new string('y', 10)}\n{new string('z', 11)}";

        var lines = await ReadAsync(text, 10, chunk);

        lines.ShouldBe([(1, "1", false), (2, "", true), (3, "2", false), (4, "yyyyyyyyyy", false), (5, "", true)]);
    }

    [Fact]
    public async Task ReadAsync_Nothing_GivesNothing() => (await ReadAsync("", 10)).ShouldBeEmpty();

    private static async Task<List<(int Number, string Text, bool TooLong)>> ReadAsync(string text, int maximum, int chunk = 7)
    {
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(chunk))
            {
                await pipe.Writer.WriteAsync(part);
            }

            await pipe.Writer.CompleteAsync();
        });
        List<(int, string, bool)> lines = [];
        await foreach (var line in NdjsonReader.ReadAsync(pipe.Reader, maximum))
        {
            lines.Add((line.Number, Encoding.UTF8.GetString(line.Utf8), line.TooLong));
        }

        await writing;
        return lines;
    }
}
