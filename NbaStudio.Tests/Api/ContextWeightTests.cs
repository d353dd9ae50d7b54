using NbaStudio.Components.Pages.Levers;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>Context weights are made, edited and deleted in changes, also those that the change itself adds.</summary>
public sealed class ContextWeightTests(ContextWeightTests.Hub shared) : IClassFixture<ContextWeightTests.Hub>
{
    private readonly ApiServer _api = shared.Server;

    private IItemEditor Editor => _api.Get<IItemEditor>();

    [Fact]
    public async Task New_NeedsACondition_AndStandsInTheChange()
    {
        var work = Work(null, null);
        work.State.ShouldNotBe(SaveState.Ready);
        (work.Scope, work.Weight) = ("group/plans", 1.5);
        work.State.ShouldNotBe(SaveState.Ready, "it has no condition yet");
        work.Rule.Editor.Write("customer.agee > 3");
        work.State.ShouldNotBe(SaveState.Ready);
        work.Rule.Editor.Write("context.intent = \"cancel\"");
        work.State.ShouldBe(SaveState.Ready);

        var change = await PutAsync(null, work.Write);

        var weights = (await Editor.OpenAsync(change))!.Document.ContextWeights;
        weights.Count.ShouldBe(2);
        (weights[1].When, weights[1].Scope.Group, weights[1].Weight).ShouldBe(("context.intent = \"cancel\"", "plans", 1.5));
    }

    [Fact]
    public async Task New_CanBeEditedAndDeletedInItsChange()
    {
        var added = Work(null, null);
        added.Rule.Editor.Write("context.intent = \"cancel\"");
        added.Weight = 3;
        var change = await PutAsync(null, added.Write);
        var ids = await Editor.ReadIdsAsync(change, "contextWeight");
        ids.Count.ShouldBe(2);

        var board = _api.Get<ILeverDesk>().Read((await Editor.OpenAsync(change))!, "en");
        var levers = new LeverWork(board with { Weights = [.. board.Weights.Zip(ids, (w, id) => w with { Handle = id })] });
        levers.Set(levers.Board.Weights[1], 4);
        await PutAsync(change, [.. levers.Writes()]);
        var read = (await Editor.OpenAsync(change))!.Document.ContextWeights[1];
        read.Weight.ShouldBe(4);

        var edited = Work(read, ids[1]);
        edited.IsChanged.ShouldBeFalse();
        (edited.Scope, edited.Weight) = ("objective/serve", 0.5);
        edited.Write.Fields.Select(f => f.Field).ShouldBe(["scope", "weight"], ignoreOrder: true);
        await PutAsync(change, edited.Write);
        read = (await Editor.OpenAsync(change))!.Document.ContextWeights[1];
        (read.Scope.Objective, read.Weight).ShouldBe(("serve", 0.5));

        await PutAsync(change, ItemWrites.Delete("contextWeight", ids[1], ItemWrites.Json(read)));
        (await Editor.OpenAsync(change))!.Document.ContextWeights.ShouldHaveSingleItem().Weight.ShouldBe(2);
    }

    [Fact]
    public async Task Delete_OfAPublishedOne_AndOfOneThatSomebodyChanged()
    {
        var weight = _api.Engine.Policy!.Document.ContextWeights[0];
        var id = weight.Key!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var edited = Work(weight, id);
        edited.Weight = 5;
        var change = await PutAsync(null, edited.Write);

        var clash = await Editor.PutAsync(new ItemsEdit(change, "", [ItemWrites.Delete("contextWeight", id, ItemWrites.Json(weight))]), Caller.Local);
        clash.Clashes.ShouldHaveSingleItem().Field.ShouldBe("weight");

        await PutAsync(change, ItemWrites.Delete("contextWeight", id, ItemWrites.Json(weight with { Weight = 5 })));
        (await Editor.OpenAsync(change))!.Document.ContextWeights.ShouldBeEmpty();
        (await Editor.ReadIdsAsync("nothing", "contextWeight")).ShouldBeEmpty();
    }

    [Fact]
    public void Draft_OfWhatWasWritten_ComesBack()
    {
        var work = Work(null, null);
        work.ToDraft().ShouldBeNull();
        (work.Scope, work.Weight) = ("action/upgrade", 0);
        work.Rule.Editor.Write("time.hour >= 9");
        var again = Work(null, null);

        again.Restore(work.ToDraft()!).ShouldBeTrue();

        (again.Scope, again.Weight, again.Rule.Editor.Text).ShouldBe(("action/upgrade", 0, "time.hour >= 9"));
        again.Rule.Lines.Count.ShouldBeGreaterThan(0);
        again.Restore(work.ToDraft()!.Replace("\"Weight\":0", "\"Weight\":11", StringComparison.Ordinal)).ShouldBeFalse();
        again.Restore("{\"When\":\"x\",\"Scope\":\"\",\"Weight\":1}").ShouldBeFalse("as an older version kept it");
        again.Restore("no draft").ShouldBeFalse();
    }

    [Fact]
    public async Task Draft_KeptWhileOthersWrite_ClashesWithWhatWasSeen()
    {
        var (weight, id) = Published();
        var mine = Work(weight, id);
        (mine.Scope, mine.Weight) = ("group/plans", 7);
        var theirs = Work(weight, id);
        theirs.Weight = 5;
        var change = await PutAsync(null, theirs.Write);
        var again = Work((await Editor.OpenAsync(change))!.Document.ContextWeights[0], id);
        again.Restore(mine.ToDraft()!).ShouldBeTrue();

        var refused = await Editor.PutAsync(new ItemsEdit(change, "", [again.Write]), Caller.Local);

        refused.Clashes.ShouldBe([new FieldClash("contextWeight", id, "weight", "5")]);
        again.Take(refused.Clashes);
        (again.Scope, again.Weight, again.WeightRead).ShouldBe(("group/plans", 5, 5));
        again.Write.Fields.ShouldHaveSingleItem().Field.ShouldBe("scope", "what does not clash is still mine");
        again.Reset();
        (again.IsChanged, again.Scope, again.Weight).ShouldBe((false, "objective/grow", 5));
    }

    [Fact]
    public void Take_OfEveryField_StandsAsTheyHaveIt()
    {
        var (weight, id) = Published();
        var work = Work(weight, id);
        (work.Scope, work.Weight) = ("group/plans", 7);
        work.Rule.Editor.Write("time.hour >= 9");

        work.Take([new("contextWeight", id, "when", "\"time.hour >= 12\""), new("contextWeight", id, "scope", null), new("contextWeight", id, "weight", null)]);

        (work.Rule.Editor.Text, work.Scope, work.Weight).ShouldBe(("time.hour >= 12", "", 1));
        work.IsChanged.ShouldBeFalse();
        work.ToDraft().ShouldBeNull();
    }

    private (ContextWeightDocument Weight, string Id) Published()
    {
        var weight = _api.Engine.Policy!.Document.ContextWeights[0];
        return (weight, weight.Key!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private WeightWork Work(ContextWeightDocument? read, string? handle) => new(_api.Get<IRuleDesk>(), _api.Engine.Policy!, read, handle, "Context weight");

    private async Task<string> PutAsync(string? change, params ItemWrite[] items)
    {
        var result = await Editor.PutAsync(new ItemsEdit(change, "Weights", items), Caller.Local);
        return result.Change.ShouldNotBeNull(string.Join(' ', result.Notes.Select(n => n.Message)));
    }

    /// <summary>A hub with one context weight.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(
        () => ApiServer.StartAsync(ApiPolicy.Create() with { ContextWeights = [new() { When = "time.hour >= 18", Scope = new() { Objective = "grow" }, Weight = 2 }] }));
}
