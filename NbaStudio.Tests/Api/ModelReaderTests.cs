using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Api;

/// <summary>The Models page's reader over a real hub.</summary>
public sealed class ModelReaderTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Read_BeforeAnyResponse_ListsEveryTreatmentWithItsGuess()
    {
        var overview = await _api.Get<IModelReader>().ReadAsync("en");

        var policy = _api.Engine.Policy!;
        overview.Revision.ShouldBe(policy.Revision);
        overview.Models.Select(m => m.TreatmentId).ShouldBe(policy.Treatments.Where(t => t.Activity.Kind != ActivityKind.Archived).Select(t => t.Id));
        overview.Models.ShouldAllBe(m => m.Responses == 0 && m.Source == EvidenceSource.StartingPropensity && !m.HasRanking && m.Rate > 0);
    }

    [Fact]
    public async Task Report_KnownAndUnknownTreatment_AreToldApart()
    {
        var reader = _api.Get<IModelReader>();
        var first = (await reader.ReadAsync("en")).Models[0];
        var details = await reader.ReportAsync(first.TreatmentId, "en");
        details.Name.ShouldBe(first.Name);
        details.Report!.Responses.ShouldBe(0);
        details.Predictors.Count.ShouldBe(_api.Engine.Policy!.Predictors.Count);
        (await reader.ReportAsync("no-such", "en")).Report.ShouldBeNull();
    }

    [Fact]
    public async Task Texts_SeenInAProfile_AreFoundByTheirCode()
    {
        await _api.PutAsync("/api/v1/customers/c1", """{"attributes":{"plan":"Gold"}}""");
        await Hosting.Poll.UntilAsync(() => Task.FromResult(_api.Get<CustomerIndex>().Find("c1").Count == 1));

        var values = await _api.Get<PredictorTexts>().OfAsync(_api.Engine.Policy!, FakeModels.Details(0, "en").Report!, default);

        values[PredictorCodes.Of(Value.OfText("Gold"))].ToString().ShouldBe(Value.OfText("Gold").ToString());
        values.ContainsKey(PredictorCodes.Of(Value.OfText("Silver"))).ShouldBeFalse();
        values[PredictorCodes.Of(Value.OfNumber(7))].Number.ShouldBe(7);
    }

    [Fact]
    public async Task StandIns_PlanThatFollowsASensitiveAttribute_IsFoundAmongTheCustomers()
    {
        var policy = ApiPolicy.Create();
        await using var api = await ApiServer.StartAsync(policy with { Attributes = [.. policy.Attributes, new AttributeDocument { Name = "impaired", Type = "boolean", Sensitive = true }] });
        for (var i = 0; i < 90; i++)
        {
            await api.PutAsync($"/api/v1/customers/c{i}", $$$"""{"attributes":{"plan":"{{{(i % 3 == 0 ? "Simple" : "Gold")}}}","impaired":{{{(i % 3 == 0 ? "true" : "false")}}}}}""");
        }

        await Hosting.Poll.UntilAsync(() => Task.FromResult(api.Get<CustomerIndex>().Find(null).Count == 90));
        var overview = await api.Get<IStandInReader>().ReadAsync("en");
        overview.Customers.ShouldBe(90);
        overview.Attributes.ShouldContain("impaired");
        var line = overview.Found.ShouldHaveSingleItem();
        (line.Attribute, line.Auc).ShouldBe(("impaired", 1));

        (await _api.Get<IStandInReader>().ReadAsync("en")).Customers.ShouldBe(0); // nobody there yet
    }
}
