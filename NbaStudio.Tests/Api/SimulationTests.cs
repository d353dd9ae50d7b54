using System.Net;
using System.Text.Json;
using NbaStudio.Commands;
using NbaStudio.Commands.Simulate;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Simulations;
using NbaStudio.Security;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>A scenario over the wire and through the desk: started, watched, cancelled, saved; mistakes are named.</summary>
public sealed class SimulationTests(SimulationTests.Hub shared) : IClassFixture<SimulationTests.Hub>
{
    private const int Customers = 60;
    private const string Path = "/api/v1/simulations";
    private readonly ApiServer _api = shared.Server;

    private ISimulationDesk Desk => _api.Get<ISimulationDesk>();

    [Fact]
    public async Task Post_Levers_AnswersWhatWouldBeChosen()
    {
        var (status, answer) = await _api.PostAsync(Path, """{"groups":{"g-b":1.2},"segment":"plan","front":{"first":{"kind":"action","id":"b"}}}""");

        status.ShouldBe(HttpStatusCode.Accepted);
        var run = await EndOfAsync(answer.GetProperty("id").GetString()!);
        run.GetProperty("state").GetString().ShouldBe("done");
        var result = run.GetProperty("result");
        result.GetProperty("decisions").GetInt32().ShouldBe(Customers);
        var chosen = result.GetProperty("chosen");
        (chosen.GetProperty("changed").GetInt32(), chosen.GetProperty("customersChanged").GetInt32()).ShouldBe((Customers, Customers));
        chosen.GetProperty("flips")[0].GetProperty("from").GetString().ShouldBe("a");
        chosen.GetProperty("flips")[0].GetProperty("cause").GetString().ShouldBe("lever");
        chosen.GetProperty("segments").GetArrayLength().ShouldBe(2);
        chosen.GetProperty("segments")[0].GetProperty("valuePerDecision").TryGetProperty("difference", out _).ShouldBeTrue();
        chosen.GetProperty("channels").EnumerateArray().Sum(c => c.GetProperty("contactsPerCustomer").GetProperty("scenario").GetDouble())
            .ShouldBe(chosen.GetProperty("contactsPerCustomer").GetProperty("scenario").GetDouble(), 1e-9);
        var value = result.GetProperty("byModels").GetProperty("valuePerDecision");
        value.GetProperty("today").GetDouble().ShouldBe(10, 1e-6);
        value.GetProperty("scenario").GetDouble().ShouldBe(9, 1e-6);
        result.GetProperty("dataCheck").GetProperty("verdict").GetString().ShouldBe("tooEarly", "whoever was asked a second ago may still answer");
        var front = result.GetProperty("front").EnumerateArray().ToList();
        front.Count.ShouldBeGreaterThan(10);
        front.ShouldContain(f => f.GetProperty("isBest").GetBoolean());
        front.Select(f => Math.Round(f.GetProperty("acceptancePerContact").GetDouble(), 6)).Distinct().Order().ShouldContain(0.2);
    }

    [Fact]
    public async Task Post_Mistakes_NamesEachOfThem()
    {
        var (status, problem) = await _api.PostAsync(Path, """
            {"days":0,"most":0,"weights":{"p":3},"silenceThreshold":-1,"exploration":2,"objectives":{"nobody":1},"actions":{"a":11},"caps":{"nothing":0},"budgets":{"nothing":1},"segment":"shoe","front":{"first":{"kind":"channel","id":"web"},"third":"joy"}}
            """);

        status.ShouldBe(HttpStatusCode.BadRequest);
        ApiServer.Paths(problem).ShouldBe(["days", "most", "silenceThreshold", "exploration", "weights.p", "objectives.nobody", "actions.a", "caps.nothing", "caps.nothing", "budgets.nothing", "segment", "front.first", "front.third"], ignoreOrder: true);
        (await _api.PostAsync(Path, """{"change":"nothing"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Delete_Run_ForgetsIt()
    {
        var run = await Desk.StartAsync(new Scenario(), Caller.Local);
        await Poll.UntilAsync(() => Task.FromResult(run.Step.IsOver));

        (await _api.SendAsync(HttpMethod.Delete, $"{Path}/{run.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _api.GetAsync($"{Path}/{run.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _api.SendAsync(HttpMethod.Delete, $"{Path}/{run.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Delete_RunOfSomebodyElse_IsForWhoStartedItAndAdmins()
    {
        await using var own = await StartAsync();
        var (owner, other, admin) = ((await own.Server.CreateKeyAsync(Scopes.Read)).Secret, (await own.Server.CreateKeyAsync(Scopes.Read)).Secret, (await own.Server.CreateKeyAsync(Scopes.Admin)).Secret);
        await Poll.UntilAsync(async () => (await own.GetAsync("/api/v1/policy")).Status == HttpStatusCode.Unauthorized);
        var (first, second) = (await RunAsync(owner), await RunAsync(owner));

        var (status, problem) = await own.SendAsync(HttpMethod.Delete, $"{Path}/{first}", (string?)null, ("X-Api-Key", other));
        status.ShouldBe(HttpStatusCode.Forbidden);
        problem.GetProperty("detail").GetString()!.ShouldContain("only they or an admin");
        (await ReadAsync(first, other)).ShouldBe(HttpStatusCode.OK, "a link shows it to every reader, and it is still there");

        (await DeleteAsync(first, owner)).ShouldBe(HttpStatusCode.NoContent);
        (await DeleteAsync(second, admin)).ShouldBe(HttpStatusCode.NoContent);
        (await ReadAsync(first, owner)).ShouldBe(HttpStatusCode.NotFound);
        (await DeleteAsync(second, other)).ShouldBe(HttpStatusCode.NotFound);

        async Task<string> RunAsync(string key) => (await own.SendAsync(HttpMethod.Post, Path, "{}", ("X-Api-Key", key))).Body.GetProperty("id").GetString()!;
        async Task<HttpStatusCode> DeleteAsync(string id, string key) => (await own.SendAsync(HttpMethod.Delete, $"{Path}/{id}", (string?)null, ("X-Api-Key", key))).Status;
        async Task<HttpStatusCode> ReadAsync(string id, string key) => (await own.SendAsync(HttpMethod.Get, $"{Path}/{id}", (string?)null, ("X-Api-Key", key))).Status;
    }

    [Fact]
    public async Task Remove_AccountsOfOneNameOrAKey_AreNotTheSamePerson()
    {
        var owner = Caller.ForAccount("kei", "1", [Scopes.Read]);
        var run = await Desk.StartAsync(new Scenario(), owner);

        foreach (var stranger in new[] { Caller.ForAccount("kei", "2", [Scopes.Read, Scopes.Publish]), new Caller(CallerKind.Key, "kei", [Scopes.Read]) })
        {
            await Should.ThrowAsync<ProblemException>(() => Desk.RemoveAsync(run.Id, stranger));
        }

        run.Step.State.ShouldNotBe(SimulationState.Cancelled);
        (await Desk.RemoveAsync(run.Id, owner with { Name = "kei.new" })).ShouldBeTrue();
    }

    [Fact]
    public async Task Start_ManyRuns_AreForgottenFromTheOldest()
    {
        await using var own = await StartAsync();
        var desk = own.Get<ISimulationDesk>();
        SimulationRun? first = null;
        for (var i = 0; i <= ISimulationDesk.MostRuns; i++)
        {
            var run = await desk.StartAsync(new Scenario { SilenceThreshold = i }, Caller.Local);
            await Poll.UntilAsync(() => Task.FromResult(run.Step.IsOver));
            run.Step.State.ShouldBe(SimulationState.Done);
            first ??= run;
        }

        desk.Find(first!.Id, Caller.Local).ShouldBeNull();
    }

    [Fact]
    public async Task Start_ChangeWithRule_TakesItsEdits()
    {
        var edit = new ItemsEdit(null, "Rule", [new ItemWrite("action", "a", ItemWriteKind.Edit, [new FieldWrite("eligibility", null, "\"customer.age >= 30\"")])]);
        var change = (await _api.Get<IItemEditor>().PutAsync(edit, Caller.Local)).Change.ShouldNotBeNull();

        var run = await Desk.StartAsync(new Scenario { Change = change }, Caller.Local);
        await Poll.UntilAsync(() => Task.FromResult(run.Step.IsOver));

        var result = run.Outcome.ShouldNotBeNull().Result;
        result.Changed.ShouldBe(30);
        result.Flips[0].Cause.ShouldBe(FlipCause.Rules);
    }

    [Fact]
    public async Task Start_ChangeWithBudget_FollowsItAndNamesIt()
    {
        var edit = new ItemsEdit(null, "Budget", [new ItemWrite("budget", "few", ItemWriteKind.Add, [new FieldWrite("id", null, "\"few\""), new FieldWrite("scope", null, """{"action":"a"}"""), new FieldWrite("limit", null, "7"), new FieldWrite("period", null, "\"total\"")])]);
        var saved = await _api.Get<IItemEditor>().PutAsync(edit, Caller.Local);
        var change = saved.Change.ShouldNotBeNull(string.Join("\n", saved.Notes));

        var (status, started) = await _api.PostAsync(Path, $$"""{"change":"{{change}}"}""");
        status.ShouldBe(HttpStatusCode.Accepted, started.ToString());
        var result = (await EndOfAsync(started.GetProperty("id").GetString()!)).GetProperty("result");

        // All 60 see a today; with seven of it the rest see b.
        var chosen = result.GetProperty("chosen");
        (result.GetProperty("decisions").GetInt32(), result.GetProperty("leftOut").GetInt32(), chosen.GetProperty("changed").GetInt32()).ShouldBe((Customers, 0, Customers - 7));
        chosen.GetProperty("alongTime").GetProperty("changed").GetInt32().ShouldBe(Customers - 7);
        chosen.GetProperty("flips")[0].GetProperty("reason").GetString().ShouldBe("budget");
        (chosen.GetProperty("flips")[0].GetProperty("fromTreatment").GetString(), chosen.GetProperty("flips")[0].GetProperty("toTreatment").GetString()).ShouldBe(("a-web", "b-web"));
        var budget = result.GetProperty("budgets")[0];
        (budget.GetProperty("id").GetString(), budget.GetProperty("change").GetString()).ShouldBe(("few", "added"));

        var (_, effect) = await _api.GetAsync($"/api/v1/policy/changes/{change}/effect");
        (effect.GetProperty("changed").GetInt32(), effect.GetProperty("leftOut").GetInt32()).ShouldBe((0, 0));
        effect.GetProperty("budgets").EnumerateArray().Select(b => b.GetString()).ShouldBe(["few"], "what it does is not in those figures");
    }

    [Fact]
    public void Own_TwoTreatmentsOfAnActionOnAChannel_AreToldApart()
    {
        var two = TestPolicy.Treatment("a", "web") with { Id = "a-web-2" };
        var policy = PolicyCompiler.Compile(_api.Engine.Policy!.Document.WithAction("a", a => a with { Treatments = [.. a.Treatments, two] }), 2, DateTimeOffset.UnixEpoch).Snapshot.ShouldNotBeNull();
        var run = new SimulationRun("s", new Scenario(), policy, policy, Caller.Local, DateTimeOffset.UnixEpoch);

        var names = new TreatmentNames(run);

        policy.Treatments.Select(t => names.Own(t.Key)).ShouldBe(policy.Treatments.Select(t => t.Id.StartsWith("a-web", StringComparison.Ordinal) ? t.Id : null));
        names.Own(0).ShouldBeNull("silence has no treatment");
    }

    [Fact]
    public void Places_TwoTreatmentsOfAnActionOnAChannel_AreTheirPlacementsWhereTheyDiffer()
    {
        var web = _api.Engine.Policy!.Document.Channels.First(c => c.Id == "web");
        var places = web.Placements.Select(p => p.Name).ToList();
        places.Count.ShouldBeGreaterThan(1);

        string?[] Of(string[] first, string[] second)
        {
            TreatmentDocument[] two = [TestPolicy.Treatment("a", "web") with { Placements = first }, TestPolicy.Treatment("a", "web") with { Id = "a-web-2", Placements = second }];
            var policy = PolicyCompiler.Compile(_api.Engine.Policy!.Document.WithAction("a", a => a with { Treatments = two }), 2, DateTimeOffset.UnixEpoch).Snapshot.ShouldNotBeNull();
            var names = new TreatmentNames(new SimulationRun("s", new Scenario(), policy, policy, Caller.Local, DateTimeOffset.UnixEpoch));
            return [.. policy.Treatments.Where(t => t.Id.StartsWith("a-web", StringComparison.Ordinal)).Select(t => names.Places(t.Key, "en"))];
        }

        Of([places[0]], [places[1]]).ShouldBe([places[0], places[1]]);
        Of([places[0]], [places[0]]).ShouldBe([null, null]);
        Of([places[0]], []).ShouldBe([places[0], null], "everywhere is no place");
        Of([places[0], places[1]], [places[1]]).ShouldBe([$"{places[0]}, {places[1]}", places[1]]);
    }

    [Theory]
    [InlineData("More data", "Half price", "More data", "Half price")]
    [InlineData("More data", "More data", null, null)]
    [InlineData("More data", null, "More data", null)]
    public void Words_TwoTreatmentsOfAnActionOnAChannel_AreTheirSubjectsWhereTheyDiffer(string? first, string? second, string? ofFirst, string? ofSecond)
    {
        TreatmentDocument[] two = [TestPolicy.Treatment("a", "web") with { Content = Content(first) }, TestPolicy.Treatment("a", "web") with { Id = "a-web-2", Content = Content(second) }];
        var policy = PolicyCompiler.Compile(_api.Engine.Policy!.Document.WithAction("a", a => a with { Treatments = two }), 2, DateTimeOffset.UnixEpoch).Snapshot.ShouldNotBeNull();

        var names = new TreatmentNames(new SimulationRun("s", new Scenario(), policy, policy, Caller.Local, DateTimeOffset.UnixEpoch));

        string? Of(string id) => names.Words(policy.Treatments.Single(t => t.Id == id).Key, "en");
        (Of("a-web"), Of("a-web-2"), Of("b-web")).ShouldBe((ofFirst, ofSecond, null));

        static Dictionary<string, ContentDocument> Content(string? subject) => new() { ["en"] = new ContentDocument { Subject = subject, Body = "Body" } };
    }

    [Fact]
    public async Task Simulate_UnknownField_IsToldOnce()
    {
        var file = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"foo":1}""");
        var (output, options) = (new StringWriter(), new Dictionary<string, IReadOnlyList<string>> { ["scenario"] = [file], ["url"] = [_api.Server.Origin] });

        var code = await new SimulateCommand().RunAsync(new CommandContext(null, options, false, output, TextWriter.Null, false, () => throw new InvalidOperationException()), CancellationToken.None);

        File.Delete(file);
        code.ShouldBe(1);
        output.ToString().Split("There is no field 'foo'").Length.ShouldBe(2, output.ToString());
    }

    [Fact]
    public async Task Save_Scenario_IsReadReplacedAndForgotten()
    {
        var saved = await Desk.SaveAsync(new Scenario { Name = " Hold more ", Objectives = new Dictionary<string, double> { ["grow"] = 2 } }, Caller.Local);
        await Desk.SaveAsync(new Scenario { Name = "hold MORE", SilenceThreshold = 5 }, Caller.Local);

        var only = (await Desk.ReadSavedAsync(Caller.Local)).ShouldHaveSingleItem();
        (only.Id, only.Name, only.Scenario.SilenceThreshold, only.By).ShouldBe((saved.Id, "hold MORE", 5, "local"));
        (await Desk.ForgetAsync(saved.Id, Caller.Local)).ShouldBeTrue();
        (await Desk.ForgetAsync(saved.Id, Caller.Local)).ShouldBeFalse();
        (await Desk.ReadSavedAsync(Caller.Local)).ShouldBeEmpty();
        await Should.ThrowAsync<ProblemException>(() => Desk.SaveAsync(new Scenario(), Caller.Local));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Simulate_ScenarioFile_WritesTheResult(bool json)
    {
        var file = System.IO.Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"groups":{"g-b":1.2}}""");
        var (output, options) = (new StringWriter(), new Dictionary<string, IReadOnlyList<string>> { ["scenario"] = [file], ["days"] = ["2"], ["url"] = [_api.Server.Origin] });

        var code = await new SimulateCommand().RunAsync(new CommandContext(null, options, json, output, TextWriter.Null, false, () => throw new InvalidOperationException()), CancellationToken.None);

        File.Delete(file);
        code.ShouldBe(0);
        output.ToString().ShouldContain(json ? "\"customersChanged\": 60" : "60 decisions change (100");
    }

    private async Task<JsonElement> EndOfAsync(string id)
    {
        var run = default(JsonElement);
        await Poll.UntilAsync(async () =>
        {
            run = (await _api.GetAsync($"{Path}/{id}")).Body;
            return run.GetProperty("state").GetString() is "done" or "failed";
        });
        return run;
    }

    private static async Task<ApiServer> StartAsync()
    {
        // a is worth 10 by the models, b 9 and accepted twice as often.
        var policy = TestPolicy.Of(TestPolicy.Action("a", value: 100, p: 0.1), TestPolicy.Action("b", value: 45, p: 0.2)) with
        {
            ContextWeights = [new() { When = "customer.age >= 20", Scope = new() { Action = "b" }, Weight = 1.05 }],
        };
        var api = await ApiServer.StartAsync(policy);
        for (var i = 0; i < Customers; i++)
        {
            await api.Engine.UpsertCustomerAsync("c" + i, new CustomerPatch { Attributes = new Dictionary<string, Value> { ["age"] = Value.OfNumber(i), ["plan"] = Value.OfText(i % 2 == 0 ? "S" : "M") } });
            await api.Engine.DecideAsync(new DecisionRequest(null, "c" + i, "web", [new PlacementRequest("hero")], new Dictionary<string, Value>()));
        }

        return api;
    }

    /// <summary>A hub with what was decided, for those that change nothing of it.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(StartAsync);
}
