using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;

namespace NbaStudio.Tests.Policies;

public sealed class PolicyValidatorTests
{
    private const string Action = "objectives/grow/groups/plans/actions/upgrade";
    private const string Treatment = Action + "/treatments/upgrade-web";

    public static TheoryData<string, PolicyDocument, string, string> Mistakes()
    {
        var small = SmallPolicy.Create();
        ContactPolicyDocument Rule(Func<ContactPolicyDocument, ContactPolicyDocument> change) => change(small.ContactPolicies[0]);
        PolicyDocument Scheduled(Func<TriggerDocument, TriggerDocument> change) => small with
        {
            Audiences = [new() { Name = "everybody", When = "true" }],
            Triggers = [change(small.Triggers[0] with { Pattern = null, CoolDown = null, Schedule = "every tuesday at 10:00", Audience = "everybody", PacePerMinute = 60 })],
        };
        TriggerDocument Trigger(Func<TriggerDocument, TriggerDocument> change) => change(small.Triggers[0]);
        TriggerDocument Sent(string name) => Trigger(t => t with { Name = name, Key = null, Pattern = "event \"outcome.sent\" then not event \"outcome.open\" within 2d same decisionId", CoolDown = null });
        return new TheoryData<string, PolicyDocument, string, string>
        {
            { "lever", SmallPolicy.WithAction(a => a with { Lever = 12 }), "lever.range", Action + "/lever" },
            { "lever NaN", SmallPolicy.WithAction(a => a with { Lever = double.NaN }), "lever.range", Action + "/lever" },
            { "dates", SmallPolicy.WithAction(a => a with { ValidFrom = At(2), ValidTo = At(1) }), "dates.impossible", Action + "/validTo" },
            { "dates of a treatment", SmallPolicy.WithTreatment(t => t with { ValidFrom = At(2), ValidTo = At(2) }), "dates.same", Treatment + "/validTo" },
            { "dates of a group", small with { Objectives = [small.Objectives[0] with { Groups = [small.Objectives[0].Groups[0] with { ValidFrom = At(3), ValidTo = At(1) }] }, small.Objectives[1]] }, "dates.impossible", "objectives/grow/groups/plans/validTo" },
            { "dates of an objective", small with { Objectives = [small.Objectives[0] with { ValidFrom = At(3), ValidTo = At(1) }, small.Objectives[1]] }, "dates.impossible", "objectives/grow/validTo" },
            { "starting", SmallPolicy.WithAction(a => a with { StartingPropensity = 1 }), "startingPropensity.range", Action + "/startingPropensity" },
            { "class", SmallPolicy.WithAction(a => a with { Class = "servce" }), "class.word", Action + "/class" },
            { "value type", SmallPolicy.WithAction(a => a with { Value = "customer.fee * customer.fee" }), "expression.", Action + "/value" },
            { "value text", SmallPolicy.WithAction(a => a with { Value = "customer.plan" }), "expression.", Action + "/value" },
            { "attribute", SmallPolicy.WithAction(a => a with { Eligibility = "custmer.age > 3" }), "expression.", Action + "/eligibility" },
            { "long", SmallPolicy.WithAction(a => a with { Eligibility = new string('(', 1_000_000) }), "expression.", Action + "/eligibility" },
            { "id", SmallPolicy.WithAction(a => a with { Id = "family" }), "id.duplicate", "objectives/grow/groups/plans/actions/family" },
            { "no id", SmallPolicy.WithAction(a => a with { Id = "" }), "id.missing", "objectives/grow/groups/plans/actions/0/id" },
            { "channel", SmallPolicy.WithTreatment(t => t with { Channel = "webb" }), "reference.unknown", Treatment + "/channel" },
            { "placement", SmallPolicy.WithTreatment(t => t with { Placements = ["heroo"] }), "treatment.placementUnknown", Treatment + "/placements/0" },
            { "half-life", SmallPolicy.WithTreatment(t => t with { HalfLife = "1w" }), "halfLife.duration", Treatment + "/halfLife" },
            { "language", SmallPolicy.WithTreatment(t => t with { Content = new Dictionary<string, ContentDocument> { ["fr"] = new() { Body = "x" } } }), "content.language", Treatment + "/content/fr" },
            { "field in content", SmallPolicy.WithTreatment(t => t with { Content = SmallPolicy.Content("{{customer.nme}}") }), "expression.", Treatment + "/content/en/body" },
            { "script", SmallPolicy.WithTreatment(t => t with { Content = SmallPolicy.Content("<script>x</script>") }), "expression.", Treatment + "/content/en/body" },
            { "link", SmallPolicy.WithTreatment(t => t with { Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Body = "x", Link = "javascript:x" } } }), "content.link", Treatment + "/content/en/link" },
            { "picture", SmallPolicy.WithTreatment(t => t with { Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Body = "x", Image = "//other/x.png" } } }), "content.image", Treatment + "/content/en/image" },
            { "head", SmallPolicy.WithTreatment(t => t with { Heads = [new() { Positive = ["clik"] }] }), "head.outcome", Treatment + "/heads/0/positive/0" },
            { "head counted", SmallPolicy.WithTreatment(t => t with { Heads = [new() { Positive = ["2 of event \"purchase\" within 1h"] }] }), "head.countedEvent", Treatment + "/heads/0/positive/0" },
            { "harm", SmallPolicy.WithTreatment(t => t with { Heads = [new() { Kind = "harm", Positive = ["unsubscribe"] }] }), "head.harmValue", Treatment + "/heads/0/value" },
            { "harm first", SmallPolicy.WithTreatment(t => t with { Heads = [new() { Kind = "harm", Positive = ["unsubscribe"], Value = "-5" }] }), "head.harmFirst", Treatment + "/heads/0/kind" },
            { "harm gains", SmallPolicy.WithTreatment(t => t with { Heads = [new() { Positive = ["click"] }, new() { Kind = "harm", Positive = ["unsubscribe"], Value = "5" }] }), "head.harmGain", Treatment + "/heads/1/value" },
            { "harm negative", SmallPolicy.WithTreatment(t => t with { Heads = [new() { Positive = ["click"] }, new() { Kind = "harm", Positive = ["unsubscribe"], Negative = ["accept"], Value = "-5" }] }), "head.harmNegative", Treatment + "/heads/1/negative" },
            { "head loses", SmallPolicy.WithTreatment(t => t with { Heads = [new() { Positive = ["click"], Value = "-1.5" }] }), "head.loss", Treatment + "/heads/0/value" },
            { "head start", SmallPolicy.WithTreatment(t => t with { Heads = [new() { Positive = ["click"], StartingPropensity = 0.1 }] }), "head.primaryStart", Treatment + "/heads/0/startingPropensity" },
            { "head start 1", SmallPolicy.WithTreatment(t => t with { Heads = [new() { Positive = ["click"] }, new() { Kind = "conversion", Positive = ["accept"], StartingPropensity = 1 }] }), "startingPropensity.range", Treatment + "/heads/1/startingPropensity" },
            { "rest 0", small with { ContactPolicies = [Rule(r => r with { Kind = "never", Rest = "0s", Limit = null, Window = null })] }, "contact.restZero", "contactPolicies/week/rest" },
            { "limit 0", small with { ContactPolicies = [Rule(r => r with { Limit = 0 })] }, "limit.range", "contactPolicies/week/limit" },
            { "limit 201", small with { ContactPolicies = [Rule(r => r with { Limit = 201 })] }, "limit.range", "contactPolicies/week/limit" },
            { "no window", small with { ContactPolicies = [Rule(r => r with { Window = null })] }, "contact.missing", "contactPolicies/week/window" },
            { "no of", small with { ContactPolicies = [Rule(r => r with { Of = null })] }, "contact.ofMissing", "contactPolicies/week/of" },
            { "scopes", small with { ContactPolicies = [Rule(r => r with { Scope = new() { Group = "plans", Channel = "web" } })] }, "scope.several", "contactPolicies/week/scope" },
            { "scope", small with { ContactPolicies = [Rule(r => r with { Scope = new() { Group = "plan" } })] }, "reference.unknown", "contactPolicies/week/scope/group" },
            { "sequence", small with { Triggers = [Trigger(t => t with { Pattern = "event \"a\" then event \"b\"" })] }, "expression.", "triggers/leaving/pattern" },
            { "order", small with { Triggers = [Trigger(t => t with { Pattern = "not event \"a\" then event \"b\" within 2h" })] }, "expression.pattern.order", "triggers/leaving/pattern" },
            { "wait", small with { Triggers = [Trigger(t => t with { WaitForLate = "8d" })] }, "waitForLate.duration", "triggers/leaving/waitForLate" },
            { "wait too long", small with { Triggers = [Trigger(t => t with { WaitForLate = "10m" })] }, "trigger.lateValidity", "triggers/leaving/validFor" },
            { "follow-up unknown", small with { Triggers = [Trigger(t => t with { FollowUps = ["levaing"] })] }, "reference.unknown", "triggers/leaving/followUps/0" },
            { "follow-up itself", small with { Triggers = [Trigger(t => t with { FollowUps = ["leaving"] })] }, "trigger.followUpSelf", "triggers/leaving/followUps/0" },
            { "follow-up twice", small with { Triggers = [Trigger(t => t with { FollowUps = ["again", "again"] }), Sent("again")] }, "trigger.followUpTwice", "triggers/leaving/followUps/1" },
            { "follow-up event", small with { Triggers = [Trigger(t => t with { FollowUps = ["other"] }), Trigger(t => t with { Name = "other", Key = null })] }, "trigger.followUpEvent", "triggers/leaving/followUps/0" },
            { "schedule and pattern", Scheduled(t => t with { Pattern = "event \"purchase\"" }), "trigger.both", "triggers/leaving/schedule" },
            { "schedule text", Scheduled(t => t with { Schedule = "mon 09:00" }), "schedule.form", "triggers/leaving/schedule" },
            { "schedule day", Scheduled(t => t with { Schedule = "every tuseday at 10:00" }), "schedule.day", "triggers/leaving/schedule" },
            { "schedule time", Scheduled(t => t with { Schedule = "every tuesday at 25:00" }), "schedule.time", "triggers/leaving/schedule" },
            { "schedule date", Scheduled(t => t with { Schedule = "on 2026-02-30 at 10:00" }), "schedule.date", "triggers/leaving/schedule" },
            { "schedule day of month", Scheduled(t => t with { Schedule = "every month on 32 at 10:00" }), "schedule.dayOfMonth", "triggers/leaving/schedule" },
            { "schedule empty", Scheduled(t => t with { Schedule = " " }), "schedule.empty", "triggers/leaving/schedule" },
            { "schedule without audience", Scheduled(t => t with { Audience = null }), "schedule.audience", "triggers/leaving/audience" },
            { "audience unknown", Scheduled(t => t with { Audience = "evrybody" }), "reference.unknown", "triggers/leaving/audience" },
            { "cool-down of a schedule", Scheduled(t => t with { CoolDown = "1d" }), "trigger.patternOnly", "triggers/leaving/coolDown" },
            { "audience without schedule", Scheduled(t => t with { Schedule = null, Pattern = "event \"purchase\"" }), "trigger.scheduleOnly", "triggers/leaving/audience" },
            { "pace", Scheduled(t => t with { PacePerMinute = 0 }), "pacePerMinute.range", "triggers/leaving/pacePerMinute" },
            { "inbound", small with { Triggers = [Trigger(t => t with { Channels = ["web"] })] }, "trigger.inbound", "triggers/leaving/channels/0" },
            { "sms", small with { Channels = [.. small.Channels, new() { Id = "sms", Kind = "sms" }] }, "channel.noDriver", "channels/sms/kind" },
            { "zone", small with { TimeZone = "Asia/Tokio" }, "timeZone.unknown", "timeZone" },
            { "currency", small with { Currency = "usd" }, "currency.format", "currency" },
            { "default language", small with { DefaultLanguage = "ja" }, "defaultLanguage.unknown", "defaultLanguage" },
            { "window", small with { Aggregates = [small.Aggregates[0] with { Window = "401d" }] }, "window.duration", "aggregates/visits_7d/window" },
            { "aggregate", small with { Aggregates = [small.Aggregates[0] with { Function = "sum", Property = "page" }] }, "aggregate.propertyType", "aggregates/visits_7d/property" },
            { "circle", small with { Conditions = [.. small.Conditions, new() { Name = "a", When = "condition \"b\"" }, new() { Name = "b", When = "not condition \"a\"" }] }, "condition.circle", "conditions/a/when" },
            { "random check", small with { RandomCheck = 0.3 }, "randomCheck.range", "randomCheck" },
            { "shortlist", small with { Arbitration = new() { Shortlist = 33 } }, "shortlist.range", "arbitration/shortlist" },
            { "weight", small with { Arbitration = new() { Weights = new() { V = 2.5 } } }, "v.range", "arbitration/weights/v" },
            { "share", small with { HoldOuts = [new() { Id = "h", Salt = "s", Share = 0 }] }, "share.range", "holdOuts/h/share" },
            { "fairness", small with { Fairness = [new() { Attribute = "agge", Low = 0.5, High = 2 }] }, "reference.unknown", "fairness/agge/attribute" },
            { "fairness twice", small with { Fairness = [new() { Attribute = "age", Low = 0.5, High = 2 }, new() { Attribute = "AGE", Low = 0.5, High = 2 }] }, "id.duplicate", "fairness/AGE" },
            { "budget", small with { Budgets = [new() { Id = "b", Unit = "money", Limit = 5 }] }, "budget.amount", "budgets/b/amount" },
            { "key", small with { Attributes = [small.Attributes[0] with { Key = 4 }, small.Attributes[1] with { Key = 4 }] }, "key.duplicate", "attributes/plan/key" },
        };
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_OneMistake_IsReportedAtItsPlace(string name, PolicyDocument document, string code, string path)
    {
        var issues = PolicyValidator.Validate(document);

        issues.ShouldContain(i => i.Severity == IssueSeverity.Error && i.Path == path && i.Code.StartsWith(code), $"{name}: {string.Join("; ", issues.Select(i => i.Path + " " + i.Code))}");
    }

    [Fact]
    public void Validate_SmallPolicy_HasNoErrors() =>
        PolicyValidator.Validate(SmallPolicy.Create()).Where(i => i.Severity == IssueSeverity.Error).ShouldBeEmpty();

    [Fact]
    public void Validate_TwoHundredMistakes_ReportsThemAllOrderedByPath()
    {
        var actions = Enumerable.Range(0, 100).Select(i => SmallPolicy.Action($"a{i:000}", "web") with { Lever = 11, Value = "customer.nothing" }).ToArray();
        var document = SmallPolicy.Create() with { Objectives = [new() { Id = "o", Groups = [new() { Id = "g", Actions = actions }] }] };

        var issues = PolicyValidator.Validate(document);

        issues.Count(i => i.Severity == IssueSeverity.Error).ShouldBe(200);
        issues.Select(i => i.Path).ShouldBe(issues.Select(i => i.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Validate_MistypedAttribute_SaysWhereAndWhatWasMeant()
    {
        var issue = PolicyValidator.Validate(SmallPolicy.WithAction(a => a with { Eligibility = "\n  custmer.age > 3" })).Single(i => i.Path == Action + "/eligibility");

        issue.Message.ShouldStartWith("Line 2, column 3: ");
        issue.Suggestion.ShouldBe("customer.age");
        issue.Arguments.Take(2).ShouldBe(["2", "3"]);
    }

    [Fact]
    public void Validate_BrokenCondition_IsReportedOnceAndNotWhereItIsUsed()
    {
        var small = SmallPolicy.Create();

        var errors = PolicyValidator.Validate(small with { Conditions = [new() { Name = "adult", When = "customer.agge > 3" }] }).Where(i => i.Severity == IssueSeverity.Error);

        errors.ShouldHaveSingleItem().Path.ShouldBe("conditions/adult/when");
    }

    [Fact]
    public void Validate_ChainOfThousandsOfConditions_EndsWithIssuesAndNotWithTheProcess()
    {
        var chain = Enumerable.Range(0, 3000).Select(i => new ConditionDocument { Name = $"c{i}", When = i == 2999 ? "customer.age > 1" : $"condition \"c{i + 1}\"" });
        var small = SmallPolicy.Create();

        var issues = PolicyValidator.Validate(small with { Conditions = [.. small.Conditions, .. chain] });

        issues.ShouldContain(i => i.Severity == IssueSeverity.Error && i.Path.StartsWith("conditions/c"));
    }

    [Theory]
    [InlineData("contact.neverBinds", "contactPolicies/late/limit")]
    [InlineData("action.noTreatment", "objectives/serve/groups/help/actions/empty/treatments")]
    [InlineData("content.defaultLanguage", "objectives/serve/groups/help/actions/japanese/treatments/japanese-web/content")]
    [InlineData("weight.neutral", "contextWeights/0/weight")]
    [InlineData("lever.zero", "objectives/serve/lever")]
    public void Validate_LooksWrong_IsAWarning(string code, string path)
    {
        var small = SmallPolicy.Create();
        var japanese = SmallPolicy.Action("japanese", "web");
        japanese = japanese with { Treatments = [japanese.Treatments[0] with { Content = new Dictionary<string, ContentDocument> { ["ja"] = new() { Body = "x" } } }] };
        var document = small with
        {
            Languages = ["en", "ja"],
            Objectives = [small.Objectives[0], new() { Id = "serve", Lever = 0, Groups = [new() { Id = "help", Actions = [new() { Id = "empty" }, japanese] }] }],
            ContactPolicies = [.. small.ContactPolicies, new() { Id = "late", Of = "sent", Limit = 5, Window = "3d" }],
            ContextWeights = [new() { When = "customer.age > 1" }],
        };

        PolicyValidator.Validate(document).ShouldContain(i => i.Severity == IssueSeverity.Warning && i.Code == code && i.Path == path);
    }

    [Fact]
    public void Validate_RandomDocuments_NeverThrowsAndEveryIssueHasItsText()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            foreach (var issue in PolicyValidator.Validate(new RandomPolicy(seed).Document()))
            {
                issue.Message.ShouldNotContain("{0}");
                PolicyIssueTexts.Templates.Keys.ShouldContain(PolicyIssueTexts.TextKey(issue.Code));
            }
        }
    }

    private static DateTimeOffset At(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);
}
