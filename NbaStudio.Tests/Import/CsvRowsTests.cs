using System.Text;
using NbaStudio.Commands;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Import;

public sealed class CsvRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("id,name\n1,a\n2,b\n")]
    [InlineData("id;name\n1;a\n2;b\n")]
    [InlineData("id\tname\r\n1\ta\r\n2\tb")]
    [InlineData("id|name\n1|a\n\n2|b\n")]
    [InlineData("\"id\",\"name\"\n\"1\",\"a\"\n\"2\",\"b\"\n")]
    [InlineData(" id , name \n1, a \n2 ,b\n")]
    public void Read_AnySeparator_IsFound(string text) => Pairs(Rows(Encoding.UTF8.GetBytes(text))).ShouldBe(["id=1 name=a", "id=2 name=b"]);

    [Fact]
    public void Read_QuotesAndSeparatorsInside_AreText()
    {
        var rows = Rows("id,name\n1,\"Tanaka, \"\"Ken\"\"\"\n2,\"two\nlines\"\n"u8.ToArray()).Read().ToList();

        rows[0].Cells[1].Text.ShouldBe("Tanaka, \"Ken\"");
        rows[1].Cells[1].Text.ShouldBe("two\nlines");
        rows[1].Number.ShouldBe(2);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("shift_jis", false)]
    public void Read_AnyEncoding_IsFound(string name, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes("id,名前\n1,山田太郎ソ表能\n");

        Pairs(Rows(mark ? [.. encoding.Preamble, .. bytes] : bytes)).ShouldBe(["id=1 名前=山田太郎ソ表能"]);
    }

    [Fact]
    public void Read_Utf8CutByTheBuffer_IsUtf8()
    {
        var text = "id,name\n1," + string.Concat(Enumerable.Repeat("あ", 200_000)) + "\n";

        FileText.Detect(Write(Encoding.UTF8.GetBytes(text))).Encoding.WebName.ShouldBe("utf-8");
    }

    [Fact]
    public void Read_NoKnownEncoding_SaysSo()
    {
        Should.Throw<CommandException>(() => Rows([.. "id,name\n1,"u8, 0x81, 0x01, (byte)'\n']).Read().ToList()).Message.ShouldContain("neither UTF-8 nor Shift-JIS");
    }

    [Fact]
    public void Read_WrongRows_AreMarkedAndTheOthersRead()
    {
        var rows = Rows("id,name\n1\n2,b\n3,c,d\n4,ab\"c\n5,e\n"u8.ToArray()).Read().ToList();

        rows.Select(row => row.Mistake is null).ShouldBe([false, true, false, false, true]);
        rows[0].Mistake!.ShouldContain("1 columns; the header has 2");
        rows[3].Mistake!.ShouldContain("quotes are wrong");
    }

    [Fact]
    public void Read_QuoteNeverClosed_SaysSo()
    {
        var last = Rows("id,name\n1,a\n2,\"b\n3,c\n"u8.ToArray()).Read().Last();

        last.Number.ShouldBe(2);
        last.Mistake!.ShouldContain("never closed");
    }

    [Fact]
    public void Read_EmptyCells_AreLeftOut() => Pairs(Rows("id,name\n1,\n,b\n"u8.ToArray())).ShouldBe(["id=1", "name=b"]);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("id,name,ID\n1,2,3\n", "2 columns named 'id'")]
    public void Open_NoUsableHeader_SaysSo(string text, string message) =>
        Should.Throw<CommandException>(() => Rows(Encoding.UTF8.GetBytes(text))).Message.ShouldContain(message);

    [Fact]
    public void Open_DelimiterGiven_Overrides() => new CsvRows(FileText.Detect(Write("a;b,c\n1;2,3\n"u8.ToArray())), ',').Columns.ShouldBe(["a;b", "c"]);

    private CsvRows Rows(byte[] bytes) => new(FileText.Detect(Write(bytes)), null);

    private string Write(byte[] bytes)
    {
        var path = _folder.File("rows.csv");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static IEnumerable<string> Pairs(CsvRows rows) => rows.Read().Select(row => string.Join(' ', row.Cells.Select(cell => $"{cell.Column}={cell.Text}")));
}
