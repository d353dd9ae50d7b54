using System.Net;
using System.Text.Json;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>Who stands behind a flip: told to every reader, unless a rule that reads a sensitive attribute would tell its value by it.</summary>
public sealed class SimulationSensitiveTests(SimulationSensitiveTests.Hub shared) : IClassFixture<SimulationSensitiveTests.Hub>
{
    private const int Customers = 50;
    private const string Path = "/api/v1/simulations";
    private static readonly Caller Marketer = Caller.ForAccount("the-marketer", "", Roles.ScopesOf([Roles.Marketer]));
    private static readonly Caller Analyst = Caller.ForAccount("the-analyst", "", Roles.ScopesOf([Roles.Analyst]));
    private readonly ApiServer _api = shared.Server;

    private ISimulationDesk Desk => _api.Get<ISimulationDesk>();

    [Theory]
    [InlineData("eligibility", "customer.illness != \"gout\"")]
    [InlineData("suitability", "not condition \"ill\"")]
    public async Task ReadFlips_RuleReadsASensitiveAttribute_TellsHowManyAndNotWho(string field, string rule)
    {
        var run = await EndOfAsync(new Scenario { Change = await ChangeAsync("a", field, rule) });

        var masked = (await Desk.ReadFlipsAsync(run, Marketer)).ShouldHaveSingleItem();
        (masked.IsMasked, masked.Flip.Decisions, masked.Flip.Customers, masked.Customers.Count, masked.Flip.Examples.Count).ShouldBe((true, 25, 25, 0, 0));
        (masked.Flip.FromToday, masked.Flip.FromScenario, masked.Flip.ToToday, masked.Flip.ToScenario, masked.Flip.Reason).ShouldBe((null, null, null, null, DropReason.None));

        var seen = (await Desk.ReadFlipsAsync(run, Analyst)).ShouldHaveSingleItem();
        (seen.IsMasked, seen.Flip.Cause, seen.Customers.Count).ShouldBe((false, FlipCause.Rules, 20));
        seen.Customers.Select(c => int.Parse(c.CustomerId!.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) % 2).ShouldAllBe(odd => odd == 0);
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Desk.ReadFlipsAsync(run, Caller.Anonymous));
    }

    [Fact]
    public async Task ReadFlips_WeightOnASensitiveAttribute_IsMaskedOnlyWhereItWeighs()
    {
        var toB = await EndOfAsync(new Scenario { Groups = new Dictionary<string, double> { ["g-b"] = 1.2 } });
        (await Desk.ReadFlipsAsync(toB, Marketer)).ShouldHaveSingleItem().IsMasked.ShouldBeTrue("b is weighed by an illness");

        var silent = await EndOfAsync(new Scenario { SilenceThreshold = 1_000 });
        var flip = (await Desk.ReadFlipsAsync(silent, Marketer)).ShouldHaveSingleItem();
        (flip.IsMasked, flip.Flip.To, flip.Customers.Count).ShouldBe((false, 0, 20), "nothing of a reads it");
    }

    [Fact]
    public async Task Get_WithoutTheScope_NamesNobody()
    {
        await using var own = await StartAsync();
        var change = await ChangeAsync(own, "a", "eligibility", "customer.illness != \"gout\"");
        var (blind, seeing) = ((await own.Server.CreateKeyAsync(Scopes.Read)).Secret, (await own.Server.CreateKeyAsync(Scopes.Read, Scopes.Sensitive)).Secret);
        await Poll.UntilAsync(async () => (await own.GetAsync("/api/v1/policy")).Status == HttpStatusCode.Unauthorized);
        var id = (await own.SendAsync(HttpMethod.Post, Path, $$"""{"change":"{{change}}"}""", ("X-Api-Key", blind))).Body.GetProperty("id").GetString()!;
        await Poll.UntilAsync(() => Task.FromResult(own.Get<ISimulationDesk>().Find(id, Caller.Local)!.Step.IsOver));

        var hidden = await FlipAsync(blind);
        (hidden.GetProperty("masked").GetBoolean(), hidden.GetProperty("customers").GetInt32(), hidden.GetProperty("examples").GetArrayLength()).ShouldBe((true, 25, 0));
        hidden.TryGetProperty("example", out _).ShouldBeFalse();
        hidden.TryGetProperty("toScenario", out _).ShouldBeFalse();

        var shown = await FlipAsync(seeing);
        (shown.GetProperty("masked").GetBoolean(), shown.GetProperty("examples").GetArrayLength()).ShouldBe((false, 20));
        var first = shown.GetProperty("examples")[0];
        first.GetProperty("decisionId").GetString().ShouldBe(shown.GetProperty("example").GetString());
        (await own.SendAsync(HttpMethod.Get, "/api/v1/decisions/" + first.GetProperty("decisionId").GetString(), (string?)null, ("X-Api-Key", seeing))).Status.ShouldBe(HttpStatusCode.OK);

        async Task<JsonElement> FlipAsync(string key) =>
            (await own.SendAsync(HttpMethod.Get, $"{Path}/{id}", (string?)null, ("X-Api-Key", key))).Body.GetProperty("result").GetProperty("chosen").GetProperty("flips")[0];
    }

    [Fact]
    public async Task ReadEffect_OfSuchAChange_TellsHowManyAndNoExample()
    {
        var change = await ChangeAsync("a", "eligibility", "not condition \"ill\"");

        var masked = (await EffectAsync(change, Marketer)).ShouldHaveSingleItem();
        (masked.Count, masked.Example, masked.Reason).ShouldBe((25, null, DropReason.None));

        var seen = (await EffectAsync(change, Analyst)).ShouldHaveSingleItem();
        (seen.Count, seen.Reason).ShouldBe((25, DropReason.ActionRule));
        (await _api.Get<IDecisionReader>().GetAsync(seen.Example!.Value.ToString(), "en", Analyst)).ShouldNotBeNull();

        var plain = (await EffectAsync(await ChangeAsync("a", "eligibility", "customer.age >= 25"), Marketer)).ShouldHaveSingleItem();
        plain.Example.ShouldBeNull("b, which takes its place, is weighed by an illness");

        async Task<IReadOnlyList<ChoiceFlip>> EffectAsync(string id, Caller who)
        {
            IReadOnlyList<ChoiceFlip> flips = [];
            await foreach (var view in _api.Get<IChangeBoard>().ReadEffectAsync(id, EffectOf.Decisions, "en", who))
            {
                view.Flips.Select(f => f.Reason is null).ShouldBe(view.Effect.Flips.Select(f => f.Reason == DropReason.None), "words and figures hide the same");
                flips = view.Effect.Flips;
            }

            return flips;
        }
    }

    [Fact]
    public async Task Estimate_OfLevers_HidesExamplesOfWhatASensitiveAttributeWeighs()
    {
        (await FlipsAsync(Marketer)).ShouldHaveSingleItem().Example.ShouldBeNull();
        (await FlipsAsync(Analyst)).ShouldHaveSingleItem().Example.ShouldNotBeNull();

        async Task<IReadOnlyList<ChoiceFlip>> FlipsAsync(Caller who)
        {
            IReadOnlyList<ChoiceFlip> flips = [];
            await foreach (var effect in _api.Get<ILeverDesk>().EstimateAsync(_api.Engine.Policy!, [new LeverSetting("action", "b", 1.5)], "en", who))
            {
                flips = effect.Figures.Flips;
            }

            return flips;
        }
    }

    [Fact]
    public async Task Flips_OfSlotsBelow_AreMaskedWithTheOneThatMovedThem()
    {
        // Two slots: where a goes for an illness, b and c move up, and nothing of theirs reads it. That d does keeps it among the inputs that records have.
        var policy = TestPolicy.Of(
            TestPolicy.Action("a", value: 100, p: 0.1), TestPolicy.Action("b", value: 45, p: 0.2), TestPolicy.Action("c", value: 30, p: 0.2),
            TestPolicy.Action("d", value: 3, p: 0.1) with { Suitability = "customer.illness is present" });
        await using var api = await ApiServer.StartAsync(policy with { Attributes = [.. policy.Attributes, new AttributeDocument { Name = "illness", Type = "text", Sensitive = true }] });
        for (var i = 0; i < 20; i++)
        {
            await api.Engine.UpsertCustomerAsync("c" + i, new CustomerPatch
            {
                Attributes = new Dictionary<string, Value> { ["age"] = Value.OfNumber(i), ["illness"] = Value.OfText(i % 2 == 0 ? "gout" : "none") },
            });
            await api.Engine.DecideAsync(new DecisionRequest(null, "c" + i, "web", [new PlacementRequest("tile", 2)], new Dictionary<string, Value>()));
        }

        var edit = new ItemsEdit(null, "Rule", [new ItemWrite("action", "a", ItemWriteKind.Edit, [new FieldWrite("eligibility", null, JsonSerializer.Serialize("customer.illness != \"gout\""))])]);
        var change = (await api.Get<IItemEditor>().PutAsync(edit, Caller.Local)).Change.ShouldNotBeNull();
        var run = await api.Get<ISimulationDesk>().StartAsync(new Scenario { Change = change }, Caller.Local);
        await Poll.UntilAsync(() => Task.FromResult(run.Step.IsOver));

        var flips = await api.Get<ISimulationDesk>().ReadFlipsAsync(run, Marketer);
        flips.Count.ShouldBe(2);
        flips.ShouldAllBe(f => f.IsMasked && f.Customers.Count == 0 && f.Flip.Decisions == 10);
        (await api.Get<ISimulationDesk>().ReadFlipsAsync(run, Analyst)).ShouldAllBe(f => !f.IsMasked && f.Customers.Count == 10);
        IReadOnlyList<ChoiceFlip> turned = [];
        await foreach (var view in api.Get<IChangeBoard>().ReadEffectAsync(change, EffectOf.Decisions, "en", Marketer))
        {
            turned = view.Effect.Flips;
        }

        turned.Count.ShouldBe(2);
        turned.ShouldAllBe(f => f.Example == null && f.Reason == DropReason.None);
    }

    [Theory]
    [InlineData("100 - customer.visits", null, true)]
    [InlineData(null, "1 + customer.visits / 100", true)]
    [InlineData("100 - customer.age", "1 + customer.age / 1000", false)]
    public void Decide_MoneyAndLever_CountAsRules(string? value, string? lever, bool decides)
    {
        var document = TestPolicy.Of(TestPolicy.Action("a", value: 100, p: 0.1)).WithAction("a", a => a with { Value = value ?? a.Value, LeverExpression = lever });
        var compilation = PolicyCompiler.Compile(document with { Attributes = [.. document.Attributes, new AttributeDocument { Name = "visits", Type = "number", Sensitive = true }] }, 1, DateTimeOffset.UnixEpoch);
        var policy = compilation.Snapshot.ShouldNotBeNull(string.Join("\n", compilation.Issues));

        HiddenAttributes.Of(policy).Decide(policy, 0).ShouldBe(decides);
        HiddenAttributes.None.Decide(policy, 0).ShouldBeFalse();
    }

    private Task<string> ChangeAsync(string action, string field, string rule) => ChangeAsync(_api, action, field, rule);

    private static async Task<string> ChangeAsync(ApiServer api, string action, string field, string rule)
    {
        var edit = new ItemsEdit(null, "Rule", [new ItemWrite("action", action, ItemWriteKind.Edit, [new FieldWrite(field, null, JsonSerializer.Serialize(rule))])]);
        return (await api.Get<IItemEditor>().PutAsync(edit, Caller.Local)).Change.ShouldNotBeNull();
    }

    private async Task<SimulationRun> EndOfAsync(Scenario scenario)
    {
        var run = await Desk.StartAsync(scenario, Caller.Local);
        await Poll.UntilAsync(() => Task.FromResult(run.Step.IsOver));
        run.Step.State.ShouldBe(SimulationState.Done);
        return run;
    }

    private static async Task<ApiServer> StartAsync()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", value: 100, p: 0.1), TestPolicy.Action("b", value: 45, p: 0.2));
        var api = await ApiServer.StartAsync(policy with
        {
            Attributes = [.. policy.Attributes, new AttributeDocument { Name = "illness", Type = "text", Sensitive = true }],
            Conditions = [.. policy.Conditions, new() { Name = "ill", When = "customer . illness = 'gout'" }],
            ContextWeights = [new() { When = "condition \"ill\"", Scope = new() { Action = "b" }, Weight = 1 }],
        });
        for (var i = 0; i < Customers; i++)
        {
            await api.Engine.UpsertCustomerAsync("c" + i, new CustomerPatch
            {
                Attributes = new Dictionary<string, Value> { ["age"] = Value.OfNumber(i), ["illness"] = Value.OfText(i % 2 == 0 ? "gout" : "none") },
            });
            await api.Engine.DecideAsync(new DecisionRequest(null, "c" + i, "web", [new PlacementRequest("hero")], new Dictionary<string, Value>()));
        }

        return api;
    }

    /// <summary>A hub with what was decided, for those that change nothing of it.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(StartAsync);
}
