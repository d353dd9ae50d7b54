using NbaStudio.Live.Reading;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>What the editor of a rule finds, knowing which rule it is.</summary>
public sealed class RuleCheckTests(RuleCheckTests.Hub shared) : IClassFixture<RuleCheckTests.Hub>
{
    private readonly ApiServer _api = shared.Server;

    [Theory]
    [InlineData("adult", "condition \"adult\"", "adult > adult")]
    [InlineData("adult", "customer.age > 3 and condition \"grown\"", "grown > adult > grown")]
    public void Check_OfAConditionThatComesBackToItself_IsAnIssueAtItsPlace(string edited, string text, string way)
    {
        var check = Check(text, edited);

        var issue = check.Issues.ShouldHaveSingleItem();
        (issue.Code, issue.Column).ShouldBe(("condition.cycle", text.IndexOf("condition", StringComparison.Ordinal) + 1));
        issue.Message.ShouldContain(way);
        Check(text, null).Issues.ShouldBeEmpty("in any other rule it is fine");
    }

    [Fact]
    public void Check_OfOtherMistakesBesideACircle_SaysEachOnce()
    {
        var check = Check("condition \"grown\" and customer.agee > 1", "adult");

        check.Issues.Select(i => i.Code).ShouldBe(["condition.cycle", "name.unknown"]);
    }

    [Theory]
    [InlineData("adult", "customer.age >= 20")]
    [InlineData("grown", "condition \"adult\"")]
    [InlineData("adult", "")]
    public void Check_OfAConditionThatDoesNot_FindsNothing(string edited, string text) => Check(text, edited).Issues.ShouldBeEmpty();

    private RuleCheck Check(string text, string? edited) => _api.Get<IRuleDesk>().Check(_api.Engine.Policy!, text, edited);

    /// <summary>A hub with two conditions, one of the other.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(() => ApiServer.StartAsync(ApiPolicy.Create() with
    {
        Conditions = [new() { Name = "adult", When = "customer.age >= 18" }, new() { Name = "grown", When = "condition \"adult\" and customer.active" }],
    }));
}
