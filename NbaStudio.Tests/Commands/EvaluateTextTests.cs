using System.Text;
using NbaStudio.Benchmarks.Text;
using NbaStudio.Tests.Import;

namespace NbaStudio.Tests.Commands;

public sealed class EvaluateTextTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task TrainAndTestFile_GivesTheFieldsOfTheContract()
    {
        var generated = new GeneratedTexts(8, seed: 4);
        var (train, test) = (File("train.csv", ',', generated, 400), File("test.csv", ',', generated, 160));

        (await _cli.RunAsync("evaluate", "text", "--csv", train, "--text", "text", "--label", "category", "--test", test, "--json")).ShouldBe(0, _cli.Error);

        var json = _cli.Json;
        (json.GetProperty("train").GetInt32(), json.GetProperty("test").GetInt32(), json.GetProperty("classes").GetInt32()).ShouldBe((400, 160, 8));
        json.GetProperty("accuracy").GetDouble().ShouldBeInRange(0.7, 1);
        json.GetProperty("macroF1").GetDouble().ShouldBeInRange(0.7, 1);
        json.GetProperty("microsecondsPerText").GetDouble().ShouldBeGreaterThan(0);
        json.GetProperty("heldOut").GetBoolean().ShouldBeFalse();
        json.GetProperty("progressive").GetProperty("count").GetInt32().ShouldBe(400);
        json.GetProperty("mistakes").EnumerateArray().Sum(m => m.GetProperty("count").GetInt32()).ShouldBe((int)Math.Round(160 * (1 - json.GetProperty("accuracy").GetDouble())));
    }

    [Fact]
    public async Task OneFile_HoldsEachTextOutAndPrintsTheConfusion()
    {
        var file = File("one.csv", ';', new GeneratedTexts(3, seed: 4), 90);

        (await _cli.RunAsync("evaluate", "text", "--csv", file, "--text", "TEXT", "--label", "category")).ShouldBe(0, _cli.Error);

        _cli.Output.ShouldContain("90 texts learned, 3 labels");
        _cli.Output.ShouldContain("each held out once");
        _cli.Output.ShouldContain("Confusion");
        _cli.Output.ShouldContain("in file order");
        var first = _cli.Output.Split('\n')[2];
        await _cli.RunAsync("evaluate", "text", "--csv", file, "--text", "text", "--label", "category");
        _cli.Output.Split('\n')[2][..40].ShouldBe(first[..40], "the hold-out does not change from run to run");
    }

    [Fact]
    public async Task JapaneseInShiftJis_IsRead()
    {
        var rows = Enumerable.Range(0, 10).SelectMany(i => new[] { $"解約したいです {i}\t解約", $"請求が高いです {i}\t請求" });
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("文\tラベル\n" + string.Join('\n', rows));
        System.IO.File.WriteAllBytes(_cli.Folder.File("sjis.csv"), bytes);

        (await _cli.RunAsync("evaluate", "text", "--csv", _cli.Folder.File("sjis.csv"), "--text", "文", "--label", "ラベル", "--json")).ShouldBe(0, _cli.Error);

        _cli.Json.GetProperty("accuracy").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task RowsWithoutTextOrLabel_AreCountedAndALabelOnlyInTheTestIsWrong()
    {
        var train = _cli.Write("train.csv", "text,label\nred car,a\n,a\nblue sea,b\nred bus,\nred van,a\nblue sky,b\n");
        var test = _cli.Write("test.ndjson", "{\"text\": \"red bike\", \"label\": \"a\"}\n{\"text\": \"blue lake\", \"label\": \"c\"}\n");

        (await _cli.RunAsync("evaluate", "text", "--csv", train, "--text", "text", "--label", "label", "--test", test, "--json")).ShouldBe(0, _cli.Error);

        var json = _cli.Json;
        (json.GetProperty("train").GetInt32(), json.GetProperty("skipped").GetInt32(), json.GetProperty("classes").GetInt32()).ShouldBe((4, 2, 3));
        json.GetProperty("accuracy").GetDouble().ShouldBe(0.5);
        json.GetProperty("mistakes")[0].GetProperty("label").GetString().ShouldBe("c");
    }

    [Theory]
    [InlineData("Did you mean 'text'?", "--text", "txt", "--label", "label")]
    [InlineData("has no column 'what'", "--text", "text", "--label", "what")]
    [InlineData("Missing: --label", "--text", "text")]
    [InlineData("--delimiter x is not allowed", "--text", "text", "--label", "label", "--delimiter", "x")]
    public async Task Mistake_IsNamed(string message, params string[] options)
    {
        var file = _cli.Write("a.csv", "text,label\na,b\n");

        (await _cli.RunAsync(["evaluate", "text", "--csv", file, .. options])).ShouldBe(2);

        _cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task FileWithoutUsableRows_IsNamed()
    {
        (await _cli.RunAsync("evaluate", "text", "--csv", _cli.Write("a.csv", "text,label\n,b\n"), "--text", "text", "--label", "label")).ShouldBe(2);
        _cli.Error.ShouldContain("no row with a text and a label");
    }

    private string File(string name, char delimiter, GeneratedTexts generated, int count) =>
        _cli.Write(name, $"text{delimiter}category\n" + string.Concat(generated.Make(count).Select(e => $"{e.Text}{delimiter}label {e.Label}\n")));
}
