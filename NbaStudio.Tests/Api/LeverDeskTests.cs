using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>The estimate beside the levers is what deciding under them gives.</summary>
public sealed class LeverDeskTests(LeverDeskTests.Hub shared) : IClassFixture<LeverDeskTests.Hub>
{
    private const int Customers = 40;
    private readonly ApiServer _api = shared.Server;

    private ILeverDesk Desk => _api.Get<ILeverDesk>();

    [Fact]
    public void Read_ListsLevelsInOrder_WithWhatTheyStandUnder()
    {
        var board = Desk.Read(_api.Engine.Policy!, "en");

        board.Rows.Select(r => (r.Kind, r.Id, r.Parent)).ShouldBe([("objective", "grow", -1), ("group", "g-a", 0), ("action", "a", 1), ("group", "g-b", 0), ("action", "b", 3)]);
        var weight = board.Weights.ShouldHaveSingleItem();
        (weight.When, weight.Scope, weight.Weight).ShouldBe(("customer.age >= 20", "b", 1.05));
    }

    [Fact]
    public async Task Estimate_LeverOfOneAction_TurnsWhatItShould()
    {
        var effect = await LastAsync(new LeverSetting("group", "g-b", 1.2));

        var figures = effect.Figures;
        (figures.Decisions, figures.Changed, figures.Slots, figures.Sample, figures.IsComplete).ShouldBe((Customers, Customers, Customers, Customers, true));
        (figures.Before.Filled, figures.After.Filled).ShouldBe((Customers, Customers));
        figures.Before.Value.ShouldBe(Customers * 10, 1e-6);
        figures.After.Value.ShouldBe(Customers * 9, 1e-6);
        figures.Before.Acceptances.ShouldBe(Customers * 0.1, 1e-6);
        figures.After.Acceptances.ShouldBe(Customers * 0.2, 1e-6);
        Share(effect, "g-a").ShouldBe((Customers, 0));
        Share(effect, "g-b").ShouldBe((0, Customers));
    }

    [Fact]
    public async Task Estimate_ContextWeight_TurnsOnlyWhereItHolds()
    {
        var weight = Desk.Read(_api.Engine.Policy!, "en").Weights[0];

        var effect = await LastAsync(new LeverSetting("contextWeight", weight.Id, 1.5));

        effect.Figures.Changed.ShouldBe(20);
        Share(effect, "g-b").ShouldBe((0, 20));
    }

    [Fact]
    public async Task Estimate_NothingSet_TurnsNothing()
    {
        var effect = await LastAsync();

        (effect.Figures.Changed, effect.Figures.Before).ShouldBe((0, effect.Figures.After));
    }

    [Fact]
    public async Task Estimate_WithoutTheScope_IsRefused()
    {
        var nobody = new Caller(CallerKind.Key, "key:x", [Scopes.Ingest]);

        await Should.ThrowAsync<UnauthorizedAccessException>(async () =>
        {
            await foreach (var effect in Desk.EstimateAsync(_api.Engine.Policy!, [], "en", nobody))
            {
                effect.ShouldNotBeNull();
            }
        });
    }

    private (int Before, int After) Share(LeverEffect effect, string group) => effect.Shares[_api.Engine.Policy!.Groups.Single(g => g.Id == group).Key];

    private async Task<LeverEffect> LastAsync(params LeverSetting[] settings)
    {
        LeverEffect? last = null;
        await foreach (var effect in Desk.EstimateAsync(_api.Engine.Policy!, settings, "en", Caller.Local))
        {
            last = effect;
        }

        return last.ShouldNotBeNull();
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
            await api.Engine.UpsertCustomerAsync("c" + i, new CustomerPatch { Attributes = new Dictionary<string, Value> { ["age"] = Value.OfNumber(i) } });
            await api.Engine.DecideAsync(new DecisionRequest(null, "c" + i, "web", [new PlacementRequest("hero")], new Dictionary<string, Value>()));
        }

        return api;
    }

    /// <summary>A hub with what was decided, for those that change nothing of it.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(StartAsync);
}
