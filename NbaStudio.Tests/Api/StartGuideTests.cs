using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Api;

/// <summary>The guide of a new workspace says what the workspace really has, and nothing that somebody clicked.</summary>
public sealed class StartGuideTests : IAsyncLifetime
{
    private static readonly Caller Mia = Caller.ForAccount("mia", "a-1", [Scopes.Read, Scopes.Design]);
    private ApiServer _api = null!;

    private IStartGuide Guide => _api.Get<IStartGuide>();

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(new PolicyDocument { Name = "New", RandomCheck = 0 });

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Steps_OfAWorkspaceThatIsBuilt_FollowWhatItHas()
    {
        (await StatesAsync()).ShouldBe("Open Open Open Open Open");

        var change = await AddAsync(null, "attribute", ItemWrites.Json(new AttributeDocument { Name = "age", Type = "number" }), "age");
        await AddAsync(change, "channel", ItemWrites.Json(new ChannelDocument { Id = "web", Placements = [new() { Name = "hero" }] }), "web");

        (await StatesAsync()).ShouldBe("InChange InChange Open Open Open");
        (await Guide.ReadAsync(Mia)).ShouldNotBeNull().Change.ShouldBe(change);
        (await Guide.ReadAsync(Mia))!.Next.ShouldBe(GuideStep.Action);

        await PublishAsync(change);
        (await StatesAsync()).ShouldBe("Done Done Open Open Open");
        (await Guide.ReadAsync(Mia))!.Change.ShouldBeNull();
        (await Guide.ReadAsync(Mia))!.Placement.ShouldBe("hero");

        (await _api.Engine.PublishAsync(PolicyKeys.Assign(SmallPolicy.Create(), 0).Document, 4)).Issues.ShouldNotContain(i => i.Severity == IssueSeverity.Error);
        (await StatesAsync()).ShouldBe("Done Done Done Done Open");

        var (status, body) = await _api.PostAsync("/api/v1/decisions", """{"requestId":"first","customerId":"ann","channel":"web","placements":[{"name":"hero"}]}""");
        ((int)status).ShouldBe(200, body.ToString());
        (await Guide.ReadAsync(Mia)).ShouldBeNull("all is done");
    }

    [Fact]
    public async Task PutAway_IsForOneAccountAndAudited()
    {
        await Guide.PutAwayAsync(Mia);

        (await Guide.ReadAsync(Mia)).ShouldBeNull();
        (await Guide.ReadAsync(Caller.ForAccount("paul", "a-2", [Scopes.Read]))).ShouldNotBeNull();
        (await _api.Get<NbaStudio.Data.AuditLog>().ListAsync(50)).ShouldContain(e => e.What == "setting.changed" && e.Who == "mia");
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Guide.ReadAsync(Caller.Anonymous));
    }

    private async Task<string> StatesAsync() => string.Join(' ', (await Guide.ReadAsync(Mia)).ShouldNotBeNull().Steps.Select(s => s.State));

    private async Task<string> AddAsync(string? change, string kind, JsonObject item, string id)
    {
        var result = await _api.Get<IItemEditor>().PutAsync(new ItemsEdit(change, "First steps", [ItemWrites.Add(kind, id, item)]), Caller.Local);
        result.Notes.ShouldBeEmpty();
        return result.Change.ShouldNotBeNull();
    }

    private async Task PublishAsync(string change)
    {
        var board = _api.Get<IChangeBoard>();
        var detail = (await board.ReadChangeAsync(change, "en", Caller.Local)).ShouldNotBeNull();
        var result = await board.MoveAsync(change, ChangeMove.Publish, detail.Hash, Caller.Local);
        result.Done.ShouldBeTrue(string.Join(' ', result.Notes.Select(n => n.Message)));
    }
}
