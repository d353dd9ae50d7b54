using System.Globalization;
using System.Net;
using System.Text.Json;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Api;

/// <summary>One edit leaves a change, and an item leaves the policy, without the rest of the change.</summary>
public sealed class TakeOutTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    private IItemEditor Editor => _api.Get<IItemEditor>();

    private IChangeBoard Board => _api.Get<IChangeBoard>();

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create() with { ContextWeights = [new() { When = "time.hour >= 18", Weight = 2 }] });

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Differences_NameTheEditThatCanBeTakenOut()
    {
        var change = await PutAsync(
            null, Removal("group", "plans"), new ItemWrite("objective", "serve", ItemWriteKind.Edit, [new("lever", null, "3")]),
            new ItemWrite("contextWeight", "evening", ItemWriteKind.Add, [new("when", null, "\"time.hour >= 20\""), new("weight", null, "3")]),
            new ItemWrite("contextWeight", _api.Engine.Policy!.Document.ContextWeights[0].Key!.Value.ToString(CultureInfo.InvariantCulture), ItemWriteKind.Edit, [new("weight", "2", "4")]));

        var detail = (await Board.ReadChangeAsync(change, "en", Caller.Local)).ShouldNotBeNull();

        detail.Differences.Where(d => d.Edit is not null).Select(d => (d.Kind, d.Difference)).ShouldBe(
        [
            ("group", PolicyDifferenceKind.Removed), ("objective", PolicyDifferenceKind.Changed), ("contextWeight", PolicyDifferenceKind.Added), ("contextWeight", PolicyDifferenceKind.Changed),
        ], ignoreOrder: true);
        detail.Differences.ShouldContain(d => d.Kind == "action" && d.Difference == PolicyDifferenceKind.Removed && d.Edit == null, "it falls with its group");
        foreach (var difference in detail.Differences.Where(d => d.Edit is not null))
        {
            (await Board.ResolveAsync(change, difference.Kind, difference.Edit!, false, Caller.Local)).Done.ShouldBeTrue();
        }

        (await Board.ReadChangeAsync(change, "en", Caller.Local))!.Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task TakeOut_OfOne_LeavesTheRestAndIsAudited()
    {
        var change = await PutAsync(null, new ItemWrite("objective", "serve", ItemWriteKind.Edit, [new("lever", null, "3")]), new ItemWrite("objective", "grow", ItemWriteKind.Edit, [new("lever", "2", "4")]));

        await Board.ResolveAsync(change, "objective", "grow", false, Caller.Local);

        var document = (await Editor.OpenAsync(change))!.Document;
        (document.Objectives[0].Lever, document.Objectives[1].Lever).ShouldBe((2, 3));
        (await _api.Get<AuditLog>().ListAsync(20)).Count(e => e.What == "change.edited" && e.Target == change && e.Who == Caller.Local.Name).ShouldBe(2);
    }

    [Fact]
    public async Task TakeOut_WithoutTheScope_IsRefused()
    {
        var change = await PutAsync(null, new ItemWrite("objective", "serve", ItemWriteKind.Edit, [new("lever", null, "3")]));

        await Should.ThrowAsync<UnauthorizedAccessException>(() => Board.ResolveAsync(change, "objective", "serve", false, new Caller(CallerKind.Key, "key:reader", [Scopes.Read])));
        (await Editor.OpenAsync(change))!.Document.Objectives[1].Lever.ShouldBe(3);
    }

    [Fact]
    public async Task TakeOut_OfANewGroup_LeavesWhatWasPublishedWhereItWas()
    {
        var change = await PutAsync(null, new ItemWrite("objective", "serve", ItemWriteKind.Edit, [new("lever", null, "3")]));
        await Board.ResolveAsync(change, "objective", "serve", false, Caller.Local);
        (await SendAsync(change, "group/extra?parent=serve", """{"id":"extra"}""")).ShouldBe(HttpStatusCode.Created);
        using var read = await _api.Server.Http.GetAsync($"/api/v1/policy/changes/{change}/items/action/family");
        var item = JsonDocument.Parse(await read.Content.ReadAsStringAsync()).RootElement.GetProperty("item").GetRawText();
        (await SendAsync(change, "action/family?parent=extra", item, ("If-Match", read.Headers.ETag!.ToString()))).ShouldBe(HttpStatusCode.OK);
        (await Editor.OpenAsync(change))!.Document.Objectives[1].Groups[1].Actions.Select(a => a.Id).ShouldBe(["family"]);

        await Board.ResolveAsync(change, "group", "extra", false, Caller.Local);

        (await Board.ReadChangeAsync(change, "en", Caller.Local))!.Differences.ShouldBeEmpty("the action is back in its group, not deleted");
        (await Board.ReadAsync()).Changes.Single(c => c.Id == change).Edits.ShouldBe(0);
    }

    [Fact]
    public async Task Delete_OfWhatNothingUses_GoesWithTheChangeAndCanBePublished()
    {
        var change = await PutAsync(null, Removal("action", "family"), Removal("trigger", "leaving"));

        var document = (await Editor.OpenAsync(change))!.Document;
        document.Objectives[0].Groups[0].Actions.Select(a => a.Id).ShouldBe(["upgrade"]);
        document.Triggers.ShouldBeEmpty();
        var detail = (await Board.ReadChangeAsync(change, "en", Caller.Local))!;
        (await Board.MoveAsync(change, ChangeMove.Publish, detail.Hash, Caller.Local)).Done.ShouldBeTrue();
        _api.Engine.Policy!.Document.Objectives[0].Groups[0].Actions.Count.ShouldBe(1);
    }

    private async Task<HttpStatusCode> SendAsync(string change, string item, string json, params (string Name, string Value)[] headers) =>
        (await _api.SendAsync(HttpMethod.Put, $"/api/v1/policy/changes/{change}/items/{item}", json, headers)).Status;

    private ItemWrite Removal(string kind, string id) => ItemRemoval.Of(_api.Engine.Policy!.Document, kind, id)!.Write;

    private async Task<string> PutAsync(string? change, params ItemWrite[] items)
    {
        var result = await Editor.PutAsync(new ItemsEdit(change, "Less", items), Caller.Local);
        return result.Change.ShouldNotBeNull(string.Join(' ', result.Notes.Select(n => n.Message)));
    }
}
