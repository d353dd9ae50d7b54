using NbaStudio.Data;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Data;

public sealed class ChangeStoreTests : IDisposable
{
    private readonly ConsoleDataFixture _data = new();

    private ChangeStore Store => _data.Get<ChangeStore>();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Edit_SameItemTwice_KeepsTheLatest()
    {
        var change = await Store.CreateAsync("Spring", 3, "ann");
        change = await Store.EditAsync(change.Id, change.Version, [new("action", "a", "1", 3) { Parent = "g", After = "" }, new("action", "b", null, 3)], [], "ann");
        change = await Store.EditAsync(change.Id, change.Version, [new("action", "a", "2", 4)], [], "ann");

        var found = await Store.FindAsync(change.Id);

        found!.Edits.ShouldBe([new PolicyEdit("action", "a", "2", 4), new PolicyEdit("action", "b", null, 3)]);
        (found.BaseRevision, found.State, found.Version, found.EditCount).ShouldBe((3, ChangeState.Open, 3, 2));
        (await Store.EditAsync(change.Id, 3, [], [("action", "a")], "ann")).Edits.ShouldBe([new PolicyEdit("action", "b", null, 3)]);
        (await Store.ListAsync()).ShouldHaveSingleItem().EditCount.ShouldBe(1);
    }

    [Fact]
    public async Task Edit_StaleVersion_ChangesNothing()
    {
        var change = await Store.CreateAsync("Spring", 0, "ann", [new("action", "a", "1", 0)]);
        await Store.EditAsync(change.Id, change.Version, [new("action", "a", "2", 0)], [], "ann");

        await Should.ThrowAsync<StaleVersionException>(() => Store.EditAsync(change.Id, change.Version, [new("action", "a", "3", 0)], [], "bob"));

        (await Store.FindAsync(change.Id))!.Edits.ShouldHaveSingleItem().Json.ShouldBe("2");
    }

    [Fact]
    public async Task Edit_AfterApproval_VoidsItAndSaysSo()
    {
        var change = await Store.CreateAsync("Spring", 0, "ann", [new("action", "a", "1", 0)]);
        change = await Store.SubmitAsync(change.Id, change.Version, "ann");
        var approved = await Store.ApproveAsync(change.Id, change.Version, change.ContentHash, "bob");
        (approved.State, approved.ApprovedBy, approved.ApprovedHash).ShouldBe((ChangeState.Approved, "bob", change.ContentHash));

        var edited = await Store.EditAsync(change.Id, approved.Version, [new("action", "a", "2", 0)], [], "ann");

        (edited.State, edited.ApprovedBy, edited.ApprovedHash, edited.SubmittedBy).ShouldBe((ChangeState.Open, null, null, null));
        edited.ContentHash.ShouldNotBe(change.ContentHash);
        (await _data.Get<AuditLog>().ListAsync(10)).ShouldContain(e => e.What == "change.approvalVoided" && e.Before == change.ContentHash && e.Who == "ann");
    }

    [Fact]
    public async Task Save_OfAChange_ClosesItInTheSameStep()
    {
        var change = await Store.CreateAsync("Spring", 0, "ann");
        var revisions = _data.Get<PolicyStore>();
        await Store.EditAsync(change.Id, change.Version, [new("action", "a", "1", 0)], [], "ann");
        await Should.ThrowAsync<StaleVersionException>(() => revisions.SaveRevisionAsync(0, [new("action", "a", 1, "{}")], "ann", "", change));
        (await revisions.LatestAsync()).ShouldBeNull();

        await revisions.SaveRevisionAsync(0, [new("action", "a", 1, "{}")], "ann", "", (await Store.FindAsync(change.Id))!);

        var published = (await Store.FindAsync(change.Id))!;
        (published.State, published.PublishedAs).ShouldBe((ChangeState.Published, 1));
        await Should.ThrowAsync<StaleVersionException>(() => Store.EditAsync(change.Id, published.Version, [new("action", "a", "1", 0)], [], "ann"));
        await Should.ThrowAsync<StaleVersionException>(() => Store.DropAsync(change.Id, published.Version, "ann"));
    }

    [Fact]
    public async Task Drop_AndRestore_KeepsTheEdits()
    {
        var change = await Store.CreateAsync("Spring", 0, "ann", [new("action", "a", "1", 0)]);
        var dropped = await Store.DropAsync(change.Id, change.Version, "ann");
        await Should.ThrowAsync<StaleVersionException>(() => Store.SubmitAsync(change.Id, dropped.Version, "ann"));

        var restored = await Store.RestoreAsync(change.Id, dropped.Version, "ann");

        (restored.State, restored.Edits.Count).ShouldBe((ChangeState.Open, 1));
    }

    [Fact]
    public async Task Edit_UnknownChange_IsAnArgumentMistake() => await Should.ThrowAsync<ArgumentException>(() => Store.EditAsync("none", 1, [], [], "ann"));

    [Fact]
    public async Task Find_UnknownChange_IsNull() => (await Store.FindAsync("none")).ShouldBeNull();
}
