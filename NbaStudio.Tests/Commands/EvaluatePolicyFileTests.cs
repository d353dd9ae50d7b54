using System.Globalization;
using System.Text;
using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Import;
using NbaStudio.Tests.Measurement;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Commands;

/// <summary>A policy document judged on a log of choices.</summary>
public sealed class EvaluatePolicyFileTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Document_ThatDecidesByPlan_IsWorthWhatItsColumnsSay()
    {
        // "family" to plan p, "upgrade" to everybody else: what the rules say, written by hand into columns.
        var rows = Rows(2_000, ["p", "q"], plan => plan == "p" ? (0, 1) : (1, 0));
        (await _cli.RunAsync("evaluate", "policy", "--log", _cli.Write("columns.csv", rows), "--policy-columns", "pi_", "--context", "plan", "--json")).ShouldBe(0, _cli.Error);
        var byColumns = _cli.Json.GetProperty("estimates").Clone();

        (await RunAsync(rows, ByPlan(), "--context", "plan")).ShouldBe(0, _cli.Error);

        foreach (var estimate in byColumns.EnumerateObject())
        {
            foreach (var number in estimate.Value.EnumerateObject())
            {
                _cli.Json.GetProperty("estimates").GetProperty(estimate.Name).GetProperty(number.Name).GetDouble().ShouldBe(number.Value.GetDouble(), 1e-12, $"{estimate.Name}.{number.Name}");
            }
        }

        _cli.Json.GetProperty("silence").GetDouble().ShouldBe(0);
        byColumns.GetProperty("replay").GetProperty("value").GetDouble().ShouldBeGreaterThan(0.4);
    }

    [Fact]
    public async Task Document_SilentForSome_CountsThemAsNothingEarned()
    {
        var rows = Rows(3_000, ["p", "q", "nobody"], _ => (0, 0));
        (await RunAsync(rows, ByPlan(), "--context", "plan")).ShouldBe(0, _cli.Error);

        // By hand: rows of "nobody" earn 0, the rest what matched rows earned, weighted.
        var cells = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToList();
        var matched = cells.Where(c => (c[3] == "p" && c[0] == "family") || (c[3] == "q" && c[0] == "upgrade")).ToList();
        var silent = cells.Count(c => c[3] == "nobody");
        var reward = matched.Sum(c => double.Parse(c[2], CultureInfo.InvariantCulture));
        _cli.Json.GetProperty("silence").GetDouble().ShouldBe((double)silent / cells.Count, 1e-12);
        Value("ips").ShouldBe(2 * reward / cells.Count, 1e-12);
        Value("snips").ShouldBe(2 * reward / ((2 * matched.Count) + silent), 1e-12);
        _cli.Json.GetProperty("meanWeight").GetDouble().ShouldBe(((2.0 * matched.Count) + silent) / cells.Count, 1e-12);
        Value("dr").ShouldBe(Value("snips"), 0.02);
    }

    [Fact]
    public async Task Document_WhatTheLogLacks_IsSaid()
    {
        (await RunAsync(Rows(600, ["p", "q"], _ => (0, 0)).Replace("family", "other", StringComparison.Ordinal), ByPlan())).ShouldBe(1);

        var warnings = _cli.Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()!).ToList();
        warnings.ShouldContain(w => w.Contains("customer.fee", StringComparison.Ordinal));
        warnings.ShouldContain("The policy never chooses what it does not have: other.");
        _cli.Json.GetProperty("reason").GetProperty("code").GetString().ShouldBe("meanWeight");
    }

    [Fact]
    public async Task Document_SilentForAll_IsRefusedInWords()
    {
        (await RunAsync(Rows(300, ["nobody"], _ => (0, 0)), ByPlan())).ShouldBe(1);

        _cli.Json.GetProperty("reason").GetProperty("code").GetString().ShouldBe("alwaysSilent");
    }

    [Fact]
    public async Task Document_WithExploration_DrawsAsItsChancesSay()
    {
        var document = ByPlan();
        var explores = document with { Channels = [.. document.Channels.Select(c => c with { ExplorationBudget = 0.2 })], Objectives = [.. document.Objectives.Select(o => o with { Groups = [.. o.Groups.Select(g => g with { Actions = [.. g.Actions.Select(a => a with { Applicability = null })] })] })] };

        (await RunAsync(Rows(1_000, ["p", "q"], _ => (0, 0)), explores)).ShouldBe(0, _cli.Error);

        _cli.Json.GetProperty("meanWeight").GetDouble().ShouldBe(1, 0.1);
        _cli.Json.GetProperty("estimates").TryGetProperty("replay", out _).ShouldBeFalse("a policy that draws is not sure");
    }

    [Theory]
    [InlineData("--channel", "fax", "There is no channel 'fax' in the policy; it has web, mail.")]
    [InlineData("--placement", "cellar", "The channel web has no placement 'cellar'; it has hero, tile.")]
    [InlineData("--policy-columns", "pi_", "--policy and --policy-columns each say what the policy does; give one of them.")]
    public async Task Options_ThatDoNotFit_AreNamed(string option, string value, string message)
    {
        (await RunAsync(Rows(200, ["p"], _ => (0, 1)), ByPlan(), option, value)).ShouldBe(2);

        _cli.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Actions_ThatThePolicyDoesNotHave_AreNamed()
    {
        (await RunAsync(Rows(200, ["p"], _ => (0, 1)).Replace("family,", "x,", StringComparison.Ordinal).Replace("upgrade,", "y,", StringComparison.Ordinal), ByPlan())).ShouldBe(2);

        _cli.Error.ShouldContain("has to hold ids of the policy's actions");
    }

    [Fact]
    public async Task Document_ThatIsNotValid_IsExplained()
    {
        var broken = SmallPolicy.WithAction(a => a with { Eligibility = "customer.nothing = 1" });

        (await RunAsync(Rows(200, ["p"], _ => (0, 1)), broken)).ShouldBe(2);

        _cli.Error.ShouldContain("cannot decide");
        _cli.Error.ShouldContain("customer.nothing");
    }

    [Fact]
    public async Task Cell_OfAnotherType_LeavesTheRowOut()
    {
        var rows = Rows(400, ["p", "q"], _ => (0, 0)).Replace(",40\n", ",forty\n", StringComparison.Ordinal);

        (await RunAsync(rows, ByPlan())).ShouldBe(1);

        _cli.Json.GetProperty("skipped").GetInt32().ShouldBeGreaterThan(0);
        _cli.Json.GetProperty("warnings")[0].GetString()!.ShouldContain("forty");
    }

    private Task<int> RunAsync(string rows, PolicyDocument policy, params string[] more) =>
        _cli.RunAsync(["evaluate", "policy", "--log", _cli.Write("log.csv", rows), "--policy", _cli.Write("policy.json", Encoding.UTF8.GetString(PolicyJson.Write(policy))), .. more.Contains("--channel") ? [] : new[] { "--channel", "web" }, .. more, "--json"]);

    private double Value(string estimate) => _cli.Json.GetProperty("estimates").GetProperty(estimate).GetProperty("value").GetDouble();

    private static PolicyDocument ByPlan()
    {
        var document = SmallPolicy.Create();
        var group = document.Objectives[0].Groups[0];
        return document with
        {
            Channels = [.. document.Channels.Select(c => c with { ExplorationBudget = 0 })],
            Objectives =
            [
                document.Objectives[0] with
                {
                    Groups =
                    [
                        group with
                        {
                            Actions =
                            [
                                group.Actions[0] with { Value = "100", Eligibility = "customer.plan != \"nobody\"", Applicability = "customer.plan != \"p\"" },
                                group.Actions[1] with { Value = "90", Eligibility = "customer.plan != \"nobody\"" },
                            ],
                        },
                    ],
                },
                .. document.Objectives.Skip(1),
            ],
        };
    }

    // Two actions, drawn evenly; each earns more on its own plan.
    private static string Rows(int count, string[] plans, Func<string, (double Upgrade, double Family)> columns)
    {
        var chance = new Chance(41);
        var text = new StringBuilder("action,probability,reward,plan,pi_upgrade,pi_family,age\n");
        for (var i = 0; i < count; i++)
        {
            var (plan, family) = (plans[chance.Below(plans.Length)], chance.Below(2) == 1);
            var (upgrade, other) = columns(plan);
            text.Append(CultureInfo.InvariantCulture, $"{(family ? "family" : "upgrade")},0.5,{(chance.Uniform() < (family == (plan == "p") ? 0.6 : 0.2) ? 1 : 0)},{plan},{upgrade},{other},{20 + chance.Below(40)}\n");
        }

        return text.ToString();
    }
}
