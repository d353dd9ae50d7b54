using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Import;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Scores;

public sealed class PolicyScoreCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task NewScoreAndNewVersion_AreWrittenIntoThePolicy()
    {
        var policy = _cli.Write("policy.json", PolicyJson.WriteText(SmallPolicy.Create()));
        var model = _cli.Write("churn.csv", ModelFiles.Logistic);

        (await _cli.RunAsync("policy", "score", "--file", policy, "--model", model, "--name", "churn")).ShouldBe(0, _cli.Error + _cli.Output);

        _cli.Output.ShouldContain("score.churn: Logistic, 3 coefficients, gives a probability from age, plan.");
        Read(policy).Scores.Single().Model.ShouldBe(ModelFiles.Logistic);
        File.WriteAllText(model, "feature,coefficient\nintercept,1\n");
        (await _cli.RunAsync("policy", "score", "--file", policy, "--model", model, "--name", "churn", "--json")).ShouldBe(0, _cli.Error);
        (_cli.Json.GetProperty("score").GetString(), _cli.Json.GetProperty("parts").GetInt32()).ShouldBe(("score.churn", 0));
        Read(policy).Scores.Single().Model.ShouldBe("feature,coefficient\nintercept,1\n");
    }

    [Fact]
    public async Task FeatureThatNobodyProvides_IsWrittenAndSaid()
    {
        var policy = _cli.Write("policy.json", PolicyJson.WriteText(SmallPolicy.Create()));
        var model = _cli.Write("churn.csv", ModelFiles.Logistic + "height,1\n");

        (await _cli.RunAsync("policy", "score", "--file", policy, "--model", model, "--name", "churn")).ShouldBe(1);

        _cli.Output.ShouldContain("height");
        Read(policy).Scores.Count.ShouldBe(1);
    }

    [Fact]
    public async Task FileThatIsNoModel_LeavesThePolicyAsItIs()
    {
        var policy = _cli.Write("policy.json", PolicyJson.WriteText(SmallPolicy.Create()));

        (await _cli.RunAsync("policy", "score", "--file", policy, "--model", _cli.Write("x.json", "{"), "--name", "churn")).ShouldBe(1);

        _cli.Output.ShouldContain("Nothing was written.");
        Read(policy).Scores.ShouldBeEmpty();
    }

    private static PolicyDocument Read(string path) => PolicyJson.Read(File.ReadAllBytes(path)).Document.ShouldNotBeNull();
}
