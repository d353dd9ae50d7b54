using NbaStudio.Data;

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
        change = await Store.EditAsync(change.Id, change.Version, [new("action", "a", "1"), new("action", "b", null)], "ann");
        change = await Store.EditAsync(change.Id, change.Version, [new("action", "a", "2")], "ann");

        var found = await Store.FindAsync(change.Id);

        found!.Edits.ShouldBe([new ItemEdit("action", "a", "2"), new ItemEdit("action", "b", null)]);
        (found.BaseRevision, found.State, found.Version).ShouldBe((3, ChangeState.Open, 3));
        (await Store.RevertAsync(change.Id, 3, "action", "a", "ann")).Edits.ShouldBe([new ItemEdit("action", "b", null)]);
    }

    [Fact]
    public async Task Edit_StaleVersion_ChangesNothing()
    {
        var change = await Store.CreateAsync("Spring", 0, "ann", "{}");
        await Store.ReplaceDocumentAsync(change.Id, change.Version, "{\"a\":1}", 1, "ann");

        await Should.ThrowAsync<StaleVersionException>(() => Store.ReplaceDocumentAsync(change.Id, change.Version, "{\"b\":1}", 1, "bob"));

        (await Store.FindAsync(change.Id))!.Document.ShouldBe("{\"a\":1}");
    }

    [Fact]
    public async Task SetState_Published_ClosesTheChange()
    {
        var change = await Store.CreateAsync("Spring", 0, "ann");
        change = await Store.SetStateAsync(change.Id, change.Version, ChangeState.Published, "ann");

        await Should.ThrowAsync<StaleVersionException>(() => Store.EditAsync(change.Id, change.Version, [new("action", "a", "1")], "ann"));
        await Should.ThrowAsync<StaleVersionException>(() => Store.SetStateAsync(change.Id, change.Version, ChangeState.Open, "ann"));
        (await Store.ListAsync()).Single().State.ShouldBe(ChangeState.Published);
    }

    [Fact]
    public async Task Edit_UnknownChange_IsAnArgumentMistake() => await Should.ThrowAsync<ArgumentException>(() => Store.EditAsync("none", 1, [], "ann"));

    [Fact]
    public async Task Find_UnknownChange_IsNull() => (await Store.FindAsync("none")).ShouldBeNull();
}
