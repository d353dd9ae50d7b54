using System.Globalization;
using System.Text;
using System.Text.Json;
using NbaStudio.Tests.Import;
using NbaStudio.Tests.Measurement;

namespace NbaStudio.Tests.Commands;

public sealed class EvaluateExperimentTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Proportions_Published_GiveTheFieldsOfTheContract()
    {
        var file = _cli.Write("ab.csv", "who;bought\n" + string.Concat(Rows("old", 1_396, 3_000)) + string.Concat(Rows("new", 2_422, 3_461)));

        (await RunAsync(file, "who", "old", "bought", "--expected", "3000,3461")).ShouldBe(0, _cli.Error);

        var effect = _cli.Json.GetProperty("effects").EnumerateArray().ShouldHaveSingleItem();
        (effect.GetProperty("arm").GetString(), effect.GetProperty("control").GetString(), effect.GetProperty("verdict").GetString()).ShouldBe(("new", "old", "better"));
        Number(effect, "relative").ShouldBe(0.50386, 5e-6);
        Number(effect.GetProperty("alwaysValid"), "relativeLow").ShouldBe(0.40098, 5e-6);
        Number(effect.GetProperty("alwaysValid"), "relativeHigh").ShouldBe(0.60675, 5e-6);
        Number(effect, "difference").ShouldBe((2_422 / 3_461.0) - (1_396 / 3_000.0), 1e-12);
        Number(effect.GetProperty("alwaysValid"), "low").ShouldBeLessThan(Number(effect, "low"));
        _cli.Json.GetProperty("sampleRatio").GetProperty("ok").GetBoolean().ShouldBeTrue();
        _cli.Json.GetProperty("winner").GetString().ShouldBe("new");
        _cli.Json.GetProperty("verdict").GetString()!.ShouldStartWith("new is better than old on bought: +0.23446 (95% interval at every look ");
        var arms = _cli.Json.GetProperty("arms").EnumerateArray().ToList();
        arms.Select(a => a.GetProperty("name").GetString()).ShouldBe(["old", "new"]);
        Number(arms[0], "mean").ShouldBe(1_396 / 3_000.0, 1e-12);
        Number(arms[0], "standardDeviation").ShouldBe(Math.Sqrt(1_396 / 3_000.0 * (1 - (1_396 / 3_000.0))), 1e-12, "p (1 - p)");
        arms[0].GetProperty("rate").GetProperty("low").GetDouble().ShouldBeLessThan(0.4653);
    }

    [Theory]
    [InlineData(600, 400, "2.5e-10", 0)]
    [InlineData(500, 600, "0.0026", 1)]
    public async Task Split_ThatIsOff_NamesNoWinnerHoweverClear(int old, int other, string p, int effects)
    {
        var file = _cli.Write("ab.csv", "who;bought\n" + string.Concat(Rows("old", 50, old)) + string.Concat(Rows("new", 350, other)));

        (await RunAsync(file, "who", "old", "bought")).ShouldBe(1);

        _cli.Json.GetProperty("sampleRatio").GetProperty("ok").GetBoolean().ShouldBeFalse();
        _cli.Json.TryGetProperty("winner", out _).ShouldBeFalse();
        _cli.Json.GetProperty("effects").GetArrayLength().ShouldBe(effects);
        _cli.Json.GetProperty("verdict").GetString()!.ShouldContain($"(p = {p})");
        _cli.Json.GetProperty("verdict").GetString()!.ShouldNotContain("better");
    }

    [Fact]
    public async Task SameArms_ArePlainlyNoWinner()
    {
        var chance = new Chance(3);
        var text = new StringBuilder("who,spend\n");
        for (var i = 0; i < 2_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "a" : "b")},{chance.Gamma(2):0.000}\n");
        }

        (await _cli.RunAsync("evaluate", "experiment", "--csv", _cli.Write("aa.csv", text.ToString()), "--arm", "who", "--control", "a", "--metric", "spend")).ShouldBe(0, _cli.Error);

        _cli.Output.ShouldStartWith("No winner yet on spend: b against a ");
        _cli.Output.ShouldContain("chance may explain that.");
        _cli.Output.ShouldContain("would show it");
        _cli.Output.ShouldContain("Split: as planned");
    }

    [Fact]
    public async Task FarApart_TellsASmallPValueAndNotZero()
    {
        var file = _cli.Write("far.csv", "who;bought\n" + string.Concat(Rows("a", 100, 1_000)) + string.Concat(Rows("b", 600, 1_000)));

        (await _cli.RunAsync("evaluate", "experiment", "--csv", file, "--arm", "who", "--control", "a", "--metric", "bought")).ShouldBe(0, _cli.Error);

        _cli.Output.ShouldContain("  p < 0.0001  relative");
        System.Text.RegularExpressions.Regex.IsMatch(_cli.Output, @"\bp 0\b(?!\.)").ShouldBeFalse(_cli.Output);
        _cli.Output.ShouldContain("(chi-square p 1)");
    }

    [Fact]
    public async Task SeveralRowsOfACustomer_CountAsOneCustomer()
    {
        var text = new StringBuilder("customer,who,spend,orders\n");
        var chance = new Chance(5);
        for (var i = 0; i < 400; i++)
        {
            var level = 10 + (3 * chance.Normal());
            for (var row = 0; row < 5; row++)
            {
                text.Append(CultureInfo.InvariantCulture, $"c{i},{(i % 2 == 0 ? "a" : "b")},{level + chance.Normal():0.000},1\n");
            }
        }

        text.Append("c0,b,3,1\n");
        var file = _cli.Write("rows.csv", text.ToString());
        (await RunAsync(file, "who", "a", "spend", "--customer", "customer", "--denominator", "orders")).ShouldBe(1, "a customer in two arms is a problem");

        var arms = _cli.Json.GetProperty("arms").EnumerateArray().ToList();
        arms.Select(a => a.GetProperty("count").GetInt32()).ShouldBe([199, 200]);
        Number(arms[1], "mean").ShouldBe(10, 1);
        _cli.Json.GetProperty("crossed").GetInt32().ShouldBe(1);
        Number(_cli.Json.GetProperty("effects")[0], "standardError").ShouldBe(Math.Sqrt(9.2 / 200 * 2), 0.04, "customers, not orders, are independent");
    }

    [Fact]
    public async Task Covariate_NarrowsTheInterval()
    {
        var text = new StringBuilder("who,before,after\n");
        var chance = new Chance(6);
        for (var i = 0; i < 2_000; i++)
        {
            var before = 10 + (3 * chance.Normal());
            text.Append(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "a" : "b")},{before:0.000},{before + chance.Normal() + (i % 2 * 0.3):0.000}\n");
        }

        var file = _cli.Write("rows.csv", text.ToString());
        (await RunAsync(file, "who", "a", "after")).ShouldBe(0);
        var plain = Number(_cli.Json.GetProperty("effects")[0], "standardError");
        (await RunAsync(file, "who", "a", "after", "--covariate", "before")).ShouldBe(0);

        Number(_cli.Json.GetProperty("effects")[0], "standardError").ShouldBe(plain / Math.Sqrt(10), plain * 0.02);
        _cli.Json.GetProperty("winner").GetString().ShouldBe("b");
    }

    [Fact]
    public async Task MissingValues_MoreInOneArm_NameNoWinner()
    {
        var text = new StringBuilder("who,bought\n");
        for (var i = 0; i < 2_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "a" : "b")},{(i % 2 == 1 && i % 5 == 0 ? "" : i % 2 == 1 && i % 3 != 0 ? "yes" : "no")}\n");
        }

        text.Append("a,\na,yes\na,yes\na,yes\na,yes\na,yes\nb,no\nb,no\nb,no\nb,no\nb,no\nb,no\n");
        (await RunAsync(_cli.Write("rows.csv", text.ToString()), "who", "a", "bought")).ShouldBe(1);

        _cli.Json.GetProperty("effects")[0].GetProperty("verdict").GetString().ShouldBe("suspicious");
        _cli.Json.GetProperty("warnings")[0].GetString()!.ShouldContain("unevenly");
        _cli.Json.TryGetProperty("winner", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ten", "each needs at least 50")]
    [InlineData("constant", "is the same for everybody")]
    [InlineData("rare", "each arm needs at least 5 of either answer")]
    public async Task DataThatCarryNoNumber_GetASentence(string kind, string sentence)
    {
        var text = new StringBuilder("who,bought\n");
        for (var i = 0; i < (kind == "ten" ? 10 : 400); i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "a" : "b")},{(kind == "constant" ? 7 : kind == "rare" ? (i < 4 ? 1 : 0) : i % 3)}\n");
        }

        (await RunAsync(_cli.Write("rows.csv", text.ToString()), "who", "a", "bought")).ShouldBe(1);

        var effect = _cli.Json.GetProperty("effects").EnumerateArray().ShouldHaveSingleItem();
        effect.GetProperty("refusal").GetString()!.ShouldContain(sentence);
        effect.TryGetProperty("difference", out _).ShouldBeFalse();
        _cli.Json.GetProperty("verdict").GetString()!.ShouldStartWith("No verdict.");
    }

    [Theory]
    [InlineData("--control", "c", "Arms are a (2), b (2)")]
    [InlineData("--metric", "buoght", "Did you mean 'bought'?")]
    [InlineData("--expected", "0.5", "allowed are 2 shares above 0, for a, b")]
    [InlineData("--correction", "none", "allowed is holm or bh")]
    [InlineData("--lower-is-better", "age", "age is no metric")]
    [InlineData("--alpha", "0", "--alpha 0 is not allowed")]
    public async Task Options_ThatCannotBe_AreNamed(string option, string value, string message)
    {
        var file = _cli.Write("rows.csv", "who,bought\na,1\na,0\nb,1\nb,0\n");
        var options = new Dictionary<string, string> { ["--arm"] = "who", ["--control"] = "a", ["--metric"] = "bought" };
        options[option] = value;

        (await _cli.RunAsync(["evaluate", "experiment", "--csv", file, .. options.SelectMany(o => new[] { o.Key, o.Value })])).ShouldBe(2);

        _cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task OneArm_IsRefused()
    {
        (await RunAsync(_cli.Write("rows.csv", "who,bought\na,1\na,0\n"), "who", "a", "bought")).ShouldBe(2);

        _cli.Error.ShouldContain("There is one arm only");
    }

    [Fact]
    public async Task SampleSize_UnequalArms_SaysTheTotal()
    {
        (await _cli.RunAsync("evaluate", "sample-size", "--baseline", "0.05", "--lift", "0.1", "--shares", "0.9,0.1", "--json")).ShouldBe(0, _cli.Error);

        _cli.Json.GetProperty("total").GetInt32().ShouldBe(179_749);
        _cli.Json.GetProperty("arms").EnumerateArray().Sum(a => a.GetInt32()).ShouldBe(179_749);
        (await _cli.RunAsync("evaluate", "sample-size", "--baseline", "0.6", "--lift", "0.9")).ShouldBe(2);
        _cli.Error.ShouldContain("a rate between 0 and 1");
        (await _cli.RunAsync("evaluate", "sample-size", "--baseline", "20", "--deviation", "30", "--lift", "0.05")).ShouldBe(0);
        _cli.Output.ShouldContain("customers in all");
    }

    private Task<int> RunAsync(string file, string arm, string control, string metric, params string[] more) =>
        _cli.RunAsync(["evaluate", "experiment", "--csv", file, "--arm", arm, "--control", control, "--metric", metric, .. more, "--json"]);

    private static IEnumerable<string> Rows(string arm, int yes, int count) => Enumerable.Range(0, count).Select(i => $"{arm};{(i < yes ? "yes" : "no")}\n");

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();
}
