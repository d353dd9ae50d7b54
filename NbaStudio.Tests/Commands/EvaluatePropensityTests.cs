using System.Globalization;
using System.Text;
using NbaStudio.Tests.Import;

namespace NbaStudio.Tests.Commands;

public sealed class EvaluatePropensityTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task File_GivesTheFieldsOfTheContract()
    {
        var file = _cli.Write("rows.csv", Rows(2_000, 3));

        (await _cli.RunAsync("evaluate", "propensity", "--csv", file, "--target", "bought", "--positive", "yes", "--exclude", "id", "--block", "500", "--top", "200", "--json")).ShouldBe(0, _cli.Error);

        var json = _cli.Json;
        (json.GetProperty("rows").GetInt32(), json.GetProperty("learned").GetInt32(), json.GetProperty("skipped").GetInt32()).ShouldBe((2_000, 2_000, 1));
        json.GetProperty("logLoss").GetDouble().ShouldBeLessThan(json.GetProperty("baseRate").GetProperty("logLoss").GetDouble());
        json.GetProperty("auc").GetDouble().ShouldBeGreaterThan(0.6);
        json.GetProperty("blockAuc").GetDouble().ShouldBeGreaterThan(0.6);
        json.GetProperty("learns").GetBoolean().ShouldBeTrue();
        var deciles = json.GetProperty("calibration").EnumerateArray().ToList();
        deciles.Select(d => d.GetProperty("decile").GetInt32()).ShouldBe(Enumerable.Range(1, 10));
        deciles.Sum(d => d.GetProperty("count").GetInt32()).ShouldBe(2_000);
        deciles.Sum(d => d.GetProperty("count").GetInt32() * d.GetProperty("observed").GetDouble()).ShouldBe(json.GetProperty("positives").GetInt32(), 1e-6);
        json.GetProperty("topHits").GetProperty("count").GetInt32().ShouldBe(200);
        json.GetProperty("microsecondsPerRow").GetDouble().ShouldBeGreaterThan(0);
        json.GetProperty("predictors").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["age", "plan"], ignoreOrder: true);
    }

    [Fact]
    public async Task From_JudgesOnlyTheLastRowsAndLearnsAll()
    {
        var file = _cli.Write("rows.csv", Rows(1_000, 3));

        (await _cli.RunAsync("evaluate", "propensity", "--csv", file, "--target", "bought", "--positive", "yes", "--from", "0.7", "--json")).ShouldBe(0, _cli.Error);

        (_cli.Json.GetProperty("rows").GetInt32(), _cli.Json.GetProperty("learned").GetInt32()).ShouldBe((300, 1_000));
        _cli.Json.GetProperty("topHits").GetProperty("count").GetInt32().ShouldBe(30);
    }

    [Fact]
    public async Task Test_JudgesTheOtherFileInPeopleWords()
    {
        var train = _cli.Write("train.csv", Rows(2_000, 3));
        var test = _cli.Write("test.csv", Rows(500, 4));

        (await _cli.RunAsync("evaluate", "propensity", "--csv", train, "--target", "BOUGHT", "--positive", "yes", "--exclude", "id", "--test", test)).ShouldBe(0, _cli.Error);

        _cli.Output.ShouldContain("2,000 rows learned");
        _cli.Output.ShouldContain("500 rows judged");
        _cli.Output.ShouldContain("of the other file, after learning");
        _cli.Output.ShouldContain("The hub would learn from it");
        _cli.Output.ShouldContain("tenth 10");
    }

    [Theory]
    [InlineData("--target", "buoght", "Did you mean 'bought'?")]
    [InlineData("--positive", "maybe", "no row of")]
    [InlineData("--exclude", "idd", "Did you mean 'id'?")]
    [InlineData("--delay", "1.5", "whole number")]
    [InlineData("--delay", "-1", "allowed is a number from 0")]
    [InlineData("--from", "1", "allowed is a number from 0 to 0.99")]
    [InlineData("--block", "1", "allowed is a number from 2")]
    [InlineData("--starting", "0", "--starting 0 is not allowed")]
    public async Task BadInput_NamesOptionAndWhatIsAllowed(string option, string value, string message)
    {
        var file = _cli.Write("rows.csv", Rows(50, 3));
        var options = new Dictionary<string, string> { ["--target"] = "bought", ["--positive"] = "yes" };
        options[option] = value;

        (await _cli.RunAsync(["evaluate", "propensity", "--csv", file, .. options.SelectMany(o => new[] { o.Key, o.Value })])).ShouldNotBe(0);

        _cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task NdjsonBooleans_AreReadAsTheyStand()
    {
        var random = new Random(3);
        var file = _cli.Write("rows.ndjson", string.Concat(Enumerable.Range(0, 400).Select(_ => random.Next(100) is var age && random.Next(100) < age
            ? $"{{\"age\": {age}, \"bought\": true}}\n" : $"{{\"age\": {age}, \"bought\": false}}\n")));

        (await _cli.RunAsync("evaluate", "propensity", "--csv", file, "--target", "bought", "--positive", "true", "--json")).ShouldBe(0, _cli.Error);

        _cli.Json.GetProperty("rows").GetInt32().ShouldBe(400);
        _cli.Json.GetProperty("positives").GetInt32().ShouldBeInRange(100, 300);
    }

    [Fact]
    public async Task SkippedRows_AreCountedByFile()
    {
        var train = _cli.Write("train.csv", Rows(300, 3));
        var test = _cli.Write("test.csv", Rows(100, 4) + "c,30,gold,\nd,30,gold,\n");

        (await _cli.RunAsync("evaluate", "propensity", "--csv", train, "--target", "bought", "--positive", "yes", "--test", test, "--json")).ShouldBe(0, _cli.Error);

        (_cli.Json.GetProperty("skipped").GetInt32(), _cli.Json.GetProperty("skippedInTest").GetInt32()).ShouldBe((1, 3));
    }

    [Fact]
    public async Task EveryRowPositive_IsRefused()
    {
        var file = _cli.Write("rows.csv", "a,y\n1,yes\n2,yes\n");

        (await _cli.RunAsync("evaluate", "propensity", "--csv", file, "--target", "y", "--positive", "yes")).ShouldNotBe(0);

        _cli.Error.ShouldContain("nothing to tell apart");
    }

    private static string Rows(int count, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("id,age,plan,bought\nnone,30,gold,\n");
        for (var i = 0; i < count; i++)
        {
            var (age, plan) = (random.Next(20, 80), random.Next(2) == 0 ? "gold" : "silver");
            var p = (0.05 + (0.005 * (age - 20))) * (plan == "gold" ? 1.3 : 0.7);
            text.Append(CultureInfo.InvariantCulture, $"c{i},{(random.Next(20) == 0 ? "" : age)},{plan},{(random.NextDouble() < p ? "yes" : "no")}\n");
        }

        return text.ToString();
    }
}
