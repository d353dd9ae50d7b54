using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;

namespace NbaStudio.Tests.Policies;

/// <summary>Rules of which one makes another useless, and rules that let nothing through.</summary>
public sealed class ContactReachValidatorTests
{
    private static readonly ContactPolicyDocument Cap = new() { Id = "cap", Of = "sent", Limit = 3, Window = "7d" };
    private static readonly ScopeDocument Group = new() { Group = "plans" };
    private static readonly ScopeDocument Action = new() { Action = "upgrade" };
    private static readonly ScopeDocument Mail = new() { Channel = "mail" };

    public static TheoryData<string, ContactPolicyDocument, ContactPolicyDocument, string?> Pairs() => new()
    {
        { "cap of all hides a wider cap of a group", Cap, Cap with { Id = "b", Scope = Group, Limit = 4 }, "contact.neverBinds" },
        { "equal limits: the narrower one is too much", Cap, Cap with { Id = "b", Scope = Group }, "contact.neverBinds" },
        { "a lower limit in a group still binds", Cap, Cap with { Id = "b", Scope = Group, Limit = 2 }, null },
        { "a shorter window with a lower limit still binds", Cap, Cap with { Id = "b", Limit = 1, Window = "1d" }, null },
        { "per action says nothing about a group", Cap with { Per = "action" }, Cap with { Id = "b", Scope = Group, Limit = 4 }, null },
        { "per group covers an action of it", Cap with { Per = "group" }, Cap with { Id = "b", Scope = Action, Limit = 4 }, "contact.neverBinds" },
        { "per group covers per action", Cap with { Per = "group" }, Cap with { Id = "b", Per = "action", Limit = 4 }, "contact.neverBinds" },
        { "per channel covers a channel", Cap with { Per = "channel" }, Cap with { Id = "b", Scope = Mail, Limit = 4 }, "contact.neverBinds" },
        { "a channel says nothing about an action", Cap with { Scope = Mail }, Cap with { Id = "b", Scope = Action, Limit = 4 }, null },
        { "another outcome is another matter", Cap, Cap with { Id = "b", Of = "impression", Limit = 4 }, null },
        { "service is not covered by a rule without it", Cap, Cap with { Id = "b", Limit = 4, IncludesService = true }, null },
        { "a longer rest hides a shorter one", Rest("reject", "30d"), Rest("reject", "14d") with { Id = "b", Scope = Action }, "contact.implied" },
        { "a shorter rest does not", Rest("reject", "14d"), Rest("reject", "30d") with { Id = "b", Scope = Action }, null },
        { "never again hides a rest", new() { Id = "cap", Kind = "never", Of = "reject" }, Rest("reject", "14d") with { Id = "b" }, "contact.implied" },
        { "a rest as long as the window hides a cap", Rest("sent", "7d"), Cap with { Id = "b" }, "contact.implied" },
        { "a rest shorter than the window does not", Rest("sent", "6d"), Cap with { Id = "b" }, null },
        { "quiet every day hides quiet on Sunday", Quiet(), Quiet("sun") with { Id = "b" }, "contact.implied" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Validate_OfTwoRules_WarnsOfTheSecondWhereItChangesNothing(string because, ContactPolicyDocument first, ContactPolicyDocument second, string? code)
    {
        foreach (var rules in new[] { new[] { first, second }, [second, first] })
        {
            var found = Warnings(SmallPolicy.Create() with { ContactPolicies = rules });

            found.Where(i => i.Path.StartsWith("contactPolicies/b", StringComparison.Ordinal)).Select(i => i.Code).ShouldBe(code is null ? [] : [code], because);
            found.ShouldNotContain(i => i.Path.StartsWith("contactPolicies/cap", StringComparison.Ordinal), because);
        }
    }

    [Fact]
    public void Validate_OfTwoEqualRules_WarnsOfTheLater() =>
        Warnings(SmallPolicy.Create() with { ContactPolicies = [Cap, Cap with { Id = "again" }] }).ShouldHaveSingleItem().Path.ShouldBe("contactPolicies/again/limit");

    [Theory]
    [InlineData("00:00", "24:00", "contact.alwaysQuiet")]
    [InlineData("00:00", "23:59", "contact.alwaysQuiet")]
    [InlineData("08:00", "07:30", "contact.alwaysQuiet")]
    [InlineData("21:00", "08:00", null)]
    public void Validate_OfQuietHours_WarnsWhereNothingGetsThrough(string from, string to, string? code) =>
        Warnings(SmallPolicy.Create() with { ContactPolicies = [Quiet() with { Hours = new() { From = from, To = to } }] }).Select(i => i.Code).ShouldBe(code is null ? [] : [code]);

    [Fact]
    public void Validate_OfAChannelThatIsAlwaysQuiet_Warns()
    {
        var policy = SmallPolicy.Create();

        Warnings(policy with { Channels = [policy.Channels[0], policy.Channels[1] with { QuietHours = new() { From = "00:00", To = "23:59" } }] })
            .ShouldContain(i => i.Code == "contact.alwaysQuiet" && i.Path == "channels/mail/quietHours");
    }

    [Fact]
    public void Validate_NeverAfterTheFirstContact_Warns() =>
        Warnings(SmallPolicy.Create() with { ContactPolicies = [new() { Id = "x", Kind = "never", Of = "sent" }] }).ShouldHaveSingleItem().Code.ShouldBe("contact.onceOnly");

    [Fact]
    public void Validate_CapOnWhatAnInboundChannelSends_Warns() =>
        Warnings(SmallPolicy.Create() with { ContactPolicies = [Cap with { Scope = new() { Channel = "web" } }] }).ShouldHaveSingleItem().Code.ShouldBe("contact.nothingSent");

    [Fact]
    public void Validate_BudgetSmallerThanOneUse_Warns() =>
        Warnings(SmallPolicy.Create() with { ContactPolicies = [], Budgets = [new() { Id = "gifts", Unit = "money", Amount = "60", Limit = 50 }] }).ShouldContain(i => i.Code == "budget.tooSmall");

    private static ContactPolicyDocument Rest(string of, string rest) => new() { Id = "cap", Kind = "rest", Of = of, Rest = rest };

    private static ContactPolicyDocument Quiet(params string[] days) => new() { Id = "cap", Kind = "quietHours", Hours = new() { From = "21:00", To = "08:00", Days = days } };

    private static List<PolicyIssue> Warnings(PolicyDocument policy) =>
        [.. PolicyValidator.Validate(policy).Where(i => i.Severity == IssueSeverity.Warning && (i.Path.StartsWith("contactPolicies/", StringComparison.Ordinal) || i.Path.StartsWith("budgets/", StringComparison.Ordinal) || i.Code.StartsWith("contact.", StringComparison.Ordinal)))];
}
