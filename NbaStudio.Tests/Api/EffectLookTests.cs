using NbaStudio.Api.Policies;
using NbaStudio.Data;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Api;

/// <summary>Whether whoever approves a change knew what it would turn: kept, asked for and written down.</summary>
public sealed class EffectLookTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    private IChangeBoard Board => _api.Get<IChangeBoard>();

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Effect_OfTheSameEdits_IsKeptUntilTheyChange()
    {
        var change = await LeverAsync(null, "3");
        (await FindAsync(change)).ShouldBeNull();

        var whole = await CompareAsync(change);

        whole.At.ShouldNotBeNull();
        (await FindAsync(change))!.At.ShouldBe(whole.At);
        (await Board.FindEffectAsync(change, EffectOf.Customers, "en", Caller.Local)).ShouldBeNull("customers were not compared");
        await LeverAsync(change, "4");
        (await FindAsync(change)).ShouldBeNull("these are other edits");
    }

    [Theory]
    [InlineData(true, "its comparison had been looked at")]
    [InlineData(false, "its comparison had not been looked at")]
    public async Task Approve_SaysWhetherTheComparisonWasLookedAt(bool looks, string said)
    {
        var change = await LeverAsync(null, "3");
        if (looks)
        {
            await CompareAsync(change);
        }

        var detail = await SubmitAsync(change);
        (await Board.MoveAsync(change, ChangeMove.Approve, detail.Hash, Caller.Local)).Done.ShouldBeTrue();

        var after = (await AuditAsync()).After!;
        after.ShouldStartWith(detail.Hash);
        after.ShouldEndWith(said);
    }

    [Fact]
    public async Task Approve_OfWhatSomebodyElseLookedAt_SaysThatTheApproverHadNot()
    {
        var change = await LeverAsync(null, "3");
        await foreach (var _ in Board.ReadEffectAsync(change, EffectOf.Decisions, "en", new Caller(CallerKind.Account, "m.ito", [Scopes.Read])))
        {
        }

        var detail = await SubmitAsync(change);
        await Board.MoveAsync(change, ChangeMove.Approve, detail.Hash, Caller.Local);

        (await AuditAsync()).After!.ShouldEndWith("its comparison had not been looked at");
    }

    [Theory]
    [InlineData(ChangeMove.Approve)]
    [InlineData(ChangeMove.Publish)]
    public async Task Approve_OfAWarning_IsRefusedUntilItWasSeen(ChangeMove move)
    {
        var change = await LeverAsync(null, "3");
        var detail = await SubmitAsync(change);
        var policy = _api.Engine.Policy!;
        var (kept, whole) = (_api.Get<KeptEffects>(), await CompareAsync(change));
        var warned = new KeptEffect(change, detail.Hash, EffectOf.Decisions, whole.Effect with { Fairness = [Surveys.Fair] }, policy, policy, ConsoleSamples.Noon);
        kept.Keep(warned);
        kept.See(warned, Caller.Local.Name);

        var refused = await Board.MoveAsync(change, move, detail.Hash, Caller.Local);

        refused.Done.ShouldBeFalse();
        refused.Notes.ShouldHaveSingleItem().Message.ShouldContain("less alike");
        (await Board.ReadChangeAsync(change, "en", Caller.Local))!.Change.Stage.ShouldBe(ChangeStage.Submitted);
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Board.SeeWarningsAsync(change, detail.Hash, new Caller(CallerKind.Account, "m.ito", [Scopes.Read, Scopes.Design])));
        await Board.SeeWarningsAsync(change, detail.Hash, Caller.Local);
        (await Board.MoveAsync(change, move, detail.Hash, Caller.Local)).Done.ShouldBeTrue();
        (await AuditAsync()).After!.ShouldEndWith("its comparison and the fairness warning had been looked at");
    }

    private Task<EffectView?> FindAsync(string change) => Board.FindEffectAsync(change, EffectOf.Decisions, "en", Caller.Local);

    private async Task<EffectView> CompareAsync(string change)
    {
        EffectView? last = null;
        await foreach (var view in Board.ReadEffectAsync(change, EffectOf.Decisions, "en", Caller.Local))
        {
            last = view;
        }

        return last.ShouldNotBeNull();
    }

    private async Task<ChangeDetail> SubmitAsync(string change)
    {
        (await Board.MoveAsync(change, ChangeMove.Submit, "", Caller.Local)).Done.ShouldBeTrue();
        return (await Board.ReadChangeAsync(change, "en", Caller.Local)).ShouldNotBeNull();
    }

    private async Task<string> LeverAsync(string? change, string lever)
    {
        var seen = change is null ? "2" : "3";
        var result = await _api.Get<IItemEditor>().PutAsync(new ItemsEdit(change, "Levers", [new ItemWrite("objective", "grow", ItemWriteKind.Edit, [new FieldWrite("lever", seen, lever)])]), Caller.Local);
        return result.Change.ShouldNotBeNull();
    }

    private async Task<AuditEntry> AuditAsync() => (await _api.Get<AuditLog>().ListAsync(100)).First(entry => entry.What == "change.approved");
}
