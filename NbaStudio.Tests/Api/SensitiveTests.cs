using System.Net;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving.Rules;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>The value of a sensitive attribute, through every call and every reader that could tell it: only who may see it does.</summary>
public sealed class SensitiveTests(SensitiveTests.Hub shared) : IClassFixture<SensitiveTests.Hub>
{
    private const string Secret = "gout";
    private static readonly Caller Marketer = Of(Roles.Marketer);
    private static readonly Caller Analyst = Of(Roles.Analyst);
    private static readonly Caller Agent = Of(Roles.Agent);
    private readonly ApiServer _api = shared.Server;

    [Fact]
    public async Task Calls_WithoutTheScope_NeverTellTheValue()
    {
        await using var own = await StartAsync();
        var decision = await DecideAsync(own);
        var everything = (await own.Server.CreateKeyAsync([.. Scopes.All.Where(s => s is not (Scopes.Admin or Scopes.Sensitive))])).Secret;
        var seeing = (await own.Server.CreateKeyAsync([Scopes.Read, Scopes.Design, Scopes.Decide, Scopes.Sensitive])).Secret;
        await Poll.UntilAsync(async () => (await own.GetAsync("/api/v1/policy")).Status == HttpStatusCode.Unauthorized);
        (HttpMethod Method, string Path, string? Body)[] reads =
        [
            (HttpMethod.Get, "/api/v1/customers/c1", null),
            (HttpMethod.Get, "/api/v1/decisions/" + decision, null),
            (HttpMethod.Get, $"/api/v1/decisions/{decision}/explanation", null),
            (HttpMethod.Post, "/api/v1/decisions/preview", """{"customerId":"c1","channel":"web","placements":[{"name":"hero"}]}"""),
            (HttpMethod.Post, "/api/v1/decisions", """{"customerId":"c1","channel":"web","placements":[{"name":"hero"}],"explain":true}"""),
        ];
        foreach (var (method, path, body) in reads)
        {
            var (status, hidden) = await own.SendAsync(method, path, body, ("X-Api-Key", everything));
            status.ShouldBe(HttpStatusCode.OK, path);
            hidden.GetRawText().ShouldNotContain(Secret, Case.Insensitive, path);
            (await own.SendAsync(method, path, body, ("X-Api-Key", seeing))).Body.GetRawText().ShouldContain(Secret, Case.Insensitive, path);
        }

        (await own.SendAsync(HttpMethod.Get, "/api/v1/customers/c1", (string?)null, ("X-Api-Key", everything))).Body.GetProperty("masked").EnumerateArray().Select(m => m.GetString()).ShouldBe(["illness"]);
        (await own.SendAsync(HttpMethod.Get, reads[1].Path, (string?)null, ("X-Api-Key", everything))).Body.GetProperty("masked").EnumerateArray().Select(m => m.GetString()).ShouldBe(["customer.illness"]);
        (await own.SendAsync(HttpMethod.Get, "/api/v1/customers/c1/export", (string?)null, ("X-Api-Key", everything))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Replay_WithAChangeThatAsksForTheValue_TellsOnlyWhoMaySee()
    {
        await using var own = await StartAsync();
        var decision = await DecideAsync(own);
        async Task<string> ChangeAsync(string item, string body, params (string Name, string Value)[] headers)
        {
            var id = (await own.PostAsync("/api/v1/policy/changes", """{"name":"Ask"}""")).Body.GetProperty("change").GetProperty("id").GetString()!;
            ((int)(await own.SendAsync(HttpMethod.Put, $"/api/v1/policy/changes/{id}/items/{item}", body, headers)).Status).ShouldBeLessThan(300);
            return id;
        }

        var asks = await ChangeAsync("condition/ill", """{"name":"ill","when":"customer.illness = 'flu'"}""", ("If-Match", "*"));
        var other = await ChangeAsync("audience/grown", """{"name":"grown","when":"customer.age >= 18"}""");
        var desk = own.Get<IReplayDesk>();

        (await desk.ReplayAsync(decision, new ReplayUnder(ReplayWith.Change, asks), "en", Marketer)).Comparison.ShouldBeNull();
        var seen = (await desk.ReplayAsync(decision, new ReplayUnder(ReplayWith.Change, asks), "en", Analyst)).Comparison.ShouldNotBeNull();
        seen.Differences.ShouldNotBeEmpty();
        var masked = (await desk.ReplayAsync(decision, new ReplayUnder(ReplayWith.Change, other), "en", Marketer)).Comparison.ShouldNotBeNull();
        string.Concat(masked.Differences.SelectMany(d => new[] { d.Recorded?.Sentence, d.Replayed?.Sentence })).ShouldNotContain(Secret);
        var key = (await own.Server.CreateKeyAsync([Scopes.Read])).Secret;
        await Poll.UntilAsync(async () => (await own.GetAsync("/api/v1/policy")).Status == HttpStatusCode.Unauthorized);
        (await own.SendAsync(HttpMethod.Post, $"/api/v1/decisions/{decision}/replay", $$"""{"change":"{{asks}}"}""", ("X-Api-Key", key))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await own.SendAsync(HttpMethod.Post, $"/api/v1/decisions/{decision}/replay", $$"""{"change":"{{other}}"}""", ("X-Api-Key", key))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pages_ForWhoMayNot_ShowMaskedAndForWhoMayTheValue()
    {
        var decision = await DecideAsync(_api);
        var customers = _api.Get<ICustomerReader>();
        var decisions = _api.Get<IDecisionReader>();
        foreach (var who in new[] { Marketer, Agent })
        {
            var view = (await customers.GetAsync("c1", "en", who)).ShouldNotBeNull();
            view.Profile.Single(f => f.Label.In("en") == "illness").ShouldSatisfyAllConditions(f => f.IsMasked.ShouldBeTrue(), f => f.Value.ShouldBeNull());
            view.Profile.Count(f => f.IsMasked).ShouldBe(1);
            Sentences(view).ShouldNotContain(Secret);
            Sentences(view).ShouldContain("A rule about a sensitive attribute");
        }

        var seen = (await customers.GetAsync("c1", "en", Analyst)).ShouldNotBeNull();
        seen.Profile.Single(f => f.Label.In("en") == "illness").ShouldSatisfyAllConditions(f => f.IsMasked.ShouldBeFalse(), f => f.Value.ShouldBe(Secret));
        Sentences(seen).ShouldContain(Secret);

        var hidden = (await decisions.GetAsync(decision, "ja", Marketer)).ShouldNotBeNull();
        hidden.Inputs.Count(i => i.IsMasked).ShouldBe(1);
        hidden.Inputs.Where(i => i.IsMasked).ShouldAllBe(i => i.Value == null);
        Text(hidden.Explanation).ShouldNotContain(Secret);
        Text(hidden.Explanation).ShouldContain("機微な属性");
        (await decisions.GetAsync(decision, "en", Analyst))!.Inputs.ShouldContain(i => Secret.Equals(i.Value));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => decisions.GetAsync(decision, "en", Agent));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => customers.GetAsync("c1", "en", Caller.Anonymous));
    }

    [Fact]
    public async Task Trials_OfRulesAndContents_TellNothing()
    {
        var rules = _api.Get<IRuleDesk>();
        var policy = _api.Engine.Policy!;
        foreach (var line in new[] { "customer.illness = \"gout\"", "customer .  illness = 'gout'", "condition \"ill\"", "condition \"worse\"" })
        {
            RuleQuestionLine[] lines = [new("customer.age >= 18", true), new(line, true)];
            var masked = (await rules.TryAsync(policy, lines, "c1", "en", Marketer)).ShouldNotBeNull();
            (masked.IsMasked, masked.Passes, masked.Lines[0].Truth, masked.Lines[1].Truth, masked.Lines[1].Actual).ShouldBe((true, false, Ternary.True, Ternary.Unknown, null));
            (await rules.TryAsync(policy, lines, "c1", "en", Analyst))!.Passes.ShouldBeTrue();
            RuleReach? last = null;
            await foreach (var reach in rules.CountAsync(policy, lines, null))
            {
                last = reach;
            }

            (last!.Passes, last.Passing.Count, last.Failing.Count).ShouldBe((1, 0, 0), "how many, and not who");
        }

        var contents = new Dictionary<string, ContentDocument> { ["en"] = new() { Body = "For {{customer.illness | \"you\"}} on {{customer.plan}}" } };
        var desk = _api.Get<IActionDesk>();
        (await desk.PreviewAsync(new ContentQuestion(null, "web", contents, "c1"), "en", Marketer))!.Contents["en"].Body.ShouldBe("For you on M");
        (await desk.PreviewAsync(new ContentQuestion(null, "web", contents, "c1"), "en", Analyst))!.Contents["en"].Body.ShouldBe("For gout on M");
        (await _api.Engine.ReadCustomerAsync("c1", c => c.Profile.Get("illness").Text!.Original)).ShouldBe(Secret, "nothing was taken from the customer");
    }

    [Fact]
    public async Task Attribute_MadeSensitiveLater_IsMaskedInOlderRecords()
    {
        await using var own = await StartAsync();
        var decision = await DecideAsync(own);
        var document = own.Engine.Policy!.Document;
        (await own.Engine.PublishAsync(document with { Attributes = [.. document.Attributes.Select(a => a.Name == "plan" ? a with { Sensitive = true } : a)] }, 3)).Issues.ShouldNotContain(i => i.Severity == IssueSeverity.Error);

        var hidden = (await own.Get<IDecisionReader>().GetAsync(decision, "en", Marketer)).ShouldNotBeNull();

        hidden.Inputs.Where(i => i.IsMasked).Select(i => i.Label.In("en")).Order().ShouldBe(["illness", "plan"]);
    }

    [Theory]
    [InlineData("customer.illness = \"x\"", true)]
    [InlineData("days_since(CUSTOMER.illness) > 3", true)]
    [InlineData("customer.illness_since > 3", false)]
    [InlineData("context.illness = 1", false)]
    public void Reads_OnlyTheAttributeItself(string rule, bool reads) => HiddenAttributes.Of(_api.Engine.Policy).Reads(rule).ShouldBe(reads);

    private static string Sentences(CustomerView view) => string.Join('\n', view.NextBest.Select(n => n.Explanation).Append(view.Explanation).OfType<ExplanationView>().Select(Text));

    private static string Text(ExplanationView view) => string.Join('\n', view.Candidates.Select(c => $"{c.Sentence} {c.Rule?.Text}").Append(view.Sentence));

    private static Caller Of(string role) => Caller.ForAccount("the-" + role, "", Roles.ScopesOf([role]));

    private static async Task<ApiServer> StartAsync()
    {
        var policy = ApiPolicy.Create();
        var grow = policy.Objectives[0];
        var group = grow.Groups[0];
        var api = await ApiServer.StartAsync(policy with
        {
            Conditions = [.. policy.Conditions, new() { Name = "ill", When = "customer . illness = 'gout'" }, new() { Name = "worse", When = "condition   \"ill\"" }],
            Objectives =
            [
                grow with { Groups = [group with { Actions = [group.Actions[0] with { Suitability = "customer.age > 90 or customer.illness != \"gout\"" }, group.Actions[1] with { Suitability = "not condition \"ill\"" }] }] },
                .. policy.Objectives.Skip(1),
            ],
            Channels = [.. policy.Channels, new() { Id = "desk", Kind = "agent" }],
        });
        (await api.PutAsync("/api/v1/customers/c1", """{"attributes":{"plan":"M","age":40,"fee":100,"illness":"gout"}}""")).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PutAsync("/api/v1/customers/c2", """{"attributes":{"plan":"M","age":40,"fee":100}}""")).Status.ShouldBe(HttpStatusCode.Created);
        return api;
    }

    private static async Task<string> DecideAsync(ApiServer api) =>
        (await api.PostAsync("/api/v1/decisions", """{"customerId":"c1","channel":"web","placements":[{"name":"hero"}]}""")).Body.GetProperty("decisionId").GetString()!;

    /// <summary>A hub with one customer who is ill, for those that only look.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(StartAsync);
}
