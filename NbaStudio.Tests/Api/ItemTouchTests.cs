using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Api;

public sealed class ItemTouchTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Touches_OfAnItem_AreTheLiveChangesThatEditIt()
    {
        var desk = _api.Get<IActionDesk>();
        var board = _api.Get<IChangeBoard>();
        var mine = (await desk.PutAsync(new ItemEdits(null, "Mine", [Lever("1.4")]), Caller.Local)).Change!;
        var other = (await desk.PutAsync(new ItemEdits(null, "Other", [Lever("2")]), new Caller(CallerKind.Account, "ann", [Scopes.Design]))).Change!;

        var touches = await board.ReadTouchesAsync("action", "upgrade");
        touches.Select(t => (t.Change, t.Name, t.Editors[0])).ShouldBe([(other, "Other", "ann"), (mine, "Mine", "local")], ignoreOrder: true);
        (await board.ReadTouchesAsync("action", "family")).ShouldBeEmpty();

        var hash = (await board.ReadChangeAsync(mine, "en", Caller.Local))!.Hash;
        (await board.MoveAsync(mine, ChangeMove.Publish, hash, Caller.Local)).Done.ShouldBeTrue();
        (await board.ReadTouchesAsync("action", "upgrade")).ShouldHaveSingleItem().Change.ShouldBe(other);
    }

    private static ItemEdit Lever(string value) => new("action", "upgrade", false, [new FieldPatch("lever", "1.1", value)]);
}
