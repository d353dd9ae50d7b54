using System.Globalization;
using System.Text;
using System.Text.Json;
using NbaStudio.Benchmarks.Reference;
using NbaStudio.Tests.Import;
using NbaStudio.Tests.Measurement;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Commands;

public sealed class EvaluatePolicyTests : IDisposable
{
    private readonly Cli _cli = new();

    private static OpenBandit Bandit => new(SharedDataFactAttribute.FolderOf("obd-men"));

    public void Dispose() => _cli.Dispose();

    [SharedDataFact("obd-men")]
    public async Task OpenBandit_ThompsonOnTheRandomLog_GivesThePublishedFigures()
    {
        var policy = Bandit.ThompsonProbabilities();
        policy[0, 1].ShouldBe(0.045680, 2e-6);
        policy[0, 2].ShouldBe(0.045822, 2e-6);
        policy[0, 3].ShouldBe(0.052406, 2e-6);
        var file = _cli.Write("random.csv", Bandit.Csv("random", (item, position) => policy[item, position]));

        (await _cli.RunAsync("evaluate", "policy", "--log", file, "--limit", "2", "--json")).ShouldBe(0, _cli.Error);

        (_cli.Json.GetProperty("rows").GetInt32(), _cli.Json.GetProperty("actions").GetInt32(), _cli.Json.GetProperty("rewarded").GetInt32()).ShouldBe((10_000, 34, 46));
        _cli.Json.GetProperty("meanWeight").GetDouble().ShouldBe(0.98478223, 2e-5);
        _cli.Json.GetProperty("effectiveSampleSize").GetDouble().ShouldBe(2474.271, 0.02);
        Value("logged").ShouldBe(0.0046, 1e-12);

        // The probabilities come from another quadrature, so the last digit may move.
        Value("ips").ShouldBe(0.00454006, 2e-8);
        Value("ips", "standardError").ShouldBe(0.00118207, 2e-8);
        Value("snips").ShouldBe(0.00461021, 5e-8);
        Value("snips", "standardError").ShouldBe(0.00119920, 1e-7);
        Value("dm").ShouldBe(0.00515593, 5e-8);
        Value("dr").ShouldBe(0.00464160, 5e-8);
        Value("sndr").ShouldBe(0.00463365, 5e-8);
        Value("switchDr").ShouldBe(0.00486935, 5e-8);
        Value("clippedIps").ShouldBe(0.00331641, 5e-8);
        _cli.Json.GetProperty("verdict").GetString()!.ShouldContain("not different from the log beyond chance");
    }

    [SharedDataFact("obd-men")]
    public async Task OpenBandit_EvenPolicyOnTheThompsonLog_ShowsHowLittleItCovers()
    {
        var file = _cli.Write("bts.csv", Bandit.Csv("bts", (_, _) => 1.0 / OpenBandit.Items));

        (await _cli.RunAsync("evaluate", "policy", "--log", file, "--json")).ShouldBe(0, _cli.Error);

        Value("logged").ShouldBe(0.0069, 1e-12);
        _cli.Json.GetProperty("maximumWeight").GetDouble().ShouldBe(178, 0.5);
        _cli.Json.GetProperty("effectiveSampleSize").GetDouble().ShouldBe(656, 0.5);
    }

    [SharedDataFact("obd-men")]
    public async Task OpenBandit_PolicyThatTheLogDoesNotCover_IsRefused()
    {
        // All on one item that the log seldom shows.
        var file = _cli.Write("bts.csv", Bandit.Csv("bts", (item, _) => item == 25 ? 1 : 0));

        (await _cli.RunAsync("evaluate", "policy", "--log", file, "--json")).ShouldBe(1);

        _cli.Json.GetProperty("refused").GetBoolean().ShouldBeTrue();
        _cli.Json.TryGetProperty("estimates", out _).ShouldBeFalse();
        _cli.Json.GetProperty("reason").GetProperty("code").GetString().ShouldBeOneOf("littleOverlap", "meanWeight");
        _cli.Json.GetProperty("verdict").GetString()!.ShouldStartWith("No number: ");
    }

    [Fact]
    public async Task Columns_OneForEachAction_GiveTheRewardModel()
    {
        (await RunAsync(Rows(1_000, withColumns: true), "--policy-columns", "pi_", "--customer", "who", "--context", "plan")).ShouldBe(0, _cli.Error);

        Value("dr").ShouldBe(0.46, 0.12);
        Value("dm", "standardError").ShouldBeGreaterThan(0);
        _cli.Json.GetProperty("refused").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Text_Log_SpeaksWordsFirst()
    {
        (await _cli.RunAsync("evaluate", "policy", "--log", _cli.Write("log.csv", Rows(1_000, withColumns: false)))).ShouldBe(0, _cli.Error);

        _cli.Output.ShouldStartWith("The policy would have earned 0.");
        _cli.Output.ShouldContain("(DR, 95% interval");
        _cli.Output.ShouldContain("Weights: mean ");
        _cli.Output.ShouldContain("SNIPS");
    }

    [Theory]
    [InlineData("a,0,1,0.5,p,w1,0.5,0.5", "impossibleProbability", "has probability 0; a choice that was made had a probability above 0")]
    [InlineData("a,1.2,1,0.5,p,w1,0.5,0.5", "impossibleProbability", "has probability 1.2")]
    [InlineData("a,0.5,1,1.5,p,w1,0.5,0.5", "impossibleProbability", "has policy_probability 1.5")]
    [InlineData("a,0.5,,0.5,p,w1,0.5,0.5", "missingReward", "has no reward. Write 0 where nothing came")]
    public async Task Row_ThatCannotBe_IsNamedInsteadOfANumber(string row, string code, string sentence)
    {
        (await RunAsync(Rows(400, withColumns: true) + row + "\n")).ShouldBe(1);

        Refusal().ShouldBe(code);
        _cli.Json.GetProperty("verdict").GetString()!.ShouldContain("Row 401 " + sentence);
        _cli.Json.TryGetProperty("estimates", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Columns_ThatDoNotSum_AreNamedInsteadOfANumber()
    {
        (await RunAsync(Rows(400, withColumns: true) + "a,0.5,1,0.5,p,w1,0.5,0.4\n", "--policy-columns", "pi_")).ShouldBe(1);

        Refusal().ShouldBe("policyDoesNotSum");
        _cli.Json.GetProperty("verdict").GetString()!.ShouldContain("Row 401: the policy's probabilities of all actions add up to 0.9, not 1.");
    }

    [Theory]
    [InlineData("ten", "tooFewRows")]
    [InlineData("one", "oneAction")]
    [InlineData("constant", "constantReward")]
    [InlineData("nosum", "probabilitiesDoNotSum")]
    public async Task Log_ThatCarriesNoNumber_GetsASentence(string kind, string code)
    {
        var rows = Rows(kind == "ten" ? 10 : 600, withColumns: false).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var changed = rows.Skip(1).Select(line => line.Split(',')).Select(c => string.Join(',', kind == "one" ? "a" : c[0], kind == "one" ? "1" : kind == "nosum" ? "0.9" : c[1], kind == "constant" ? "0" : c[2], kind == "one" ? "1" : c[3], c[4], c[5]));

        (await RunAsync(rows[0] + "\n" + string.Join('\n', changed) + "\n")).ShouldBe(1);

        Refusal().ShouldBe(code);
    }

    [Theory]
    [InlineData("--policy", "policy.json", "there is no file")]
    [InlineData("--reward", "rewrad", "Did you mean 'reward'?")]
    [InlineData("--policy-columns", "x_", "has 0 columns that begin so")]
    [InlineData("--limit", "0", "--limit 0 is not allowed")]
    public async Task Options_ThatCannotBe_AreNamed(string option, string value, string message)
    {
        (await RunAsync(Rows(200, withColumns: false), option, value)).ShouldBe(2);

        _cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task NoColumnOfThePolicy_SaysWhichOptionNamesIt()
    {
        (await RunAsync("action,probability,reward\na,0.5,1\n")).ShouldBe(2);

        _cli.Error.ShouldContain("say with --policy-probability which one it is");
    }

    private Task<int> RunAsync(string rows, params string[] more) => _cli.RunAsync(["evaluate", "policy", "--log", _cli.Write("log.csv", rows), .. more, "--json"]);

    private double Value(string estimate, string field = "value") => _cli.Json.GetProperty("estimates").GetProperty(estimate).GetProperty(field).GetDouble();

    private string? Refusal() => _cli.Json.GetProperty("reason").GetProperty("code").GetString();

    // Two actions, drawn evenly; b earns 0.5 and a 0.3, and the policy takes b in four of five.
    private static string Rows(int count, bool withColumns)
    {
        var chance = new Chance(31);
        var text = new StringBuilder("action,probability,reward,policy_probability,plan,who" + (withColumns ? ",pi_a,pi_b\n" : "\n"));
        for (var i = 0; i < count; i++)
        {
            var isB = chance.Below(2) == 1;
            text.Append(CultureInfo.InvariantCulture, $"{(isB ? "b" : "a")},0.5,{(chance.Uniform() < (isB ? 0.5 : 0.3) ? 1 : 0)},{(isB ? 0.8 : 0.2)},{(i % 3 == 0 ? "p" : "q")},w{i / 2}{(withColumns ? ",0.2,0.8" : "")}\n");
        }

        return text.ToString();
    }
}
