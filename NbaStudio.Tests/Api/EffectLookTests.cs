using NbaStudio.Api.Policies;
using NbaStudio.Data;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Api;

/// <summary>Whether whoever approves a change knew what it would turn: kept, asked for and written down.</summary>
public sealed class EffectLookTests : IAsyncLifetime
{
    private const string NotLooked = "no look at its comparison with the policy in force is known";
    private const string LookedWarned = "its comparison and the fairness warning had been looked at";

    private static readonly Caller Reader = new(CallerKind.Account, "m.ito", [Scopes.Read]);

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
    [InlineData(false, NotLooked)]
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
        await foreach (var _ in Board.ReadEffectAsync(change, EffectOf.Decisions, "en", Reader))
        {
        }

        var detail = await SubmitAsync(change);
        await Board.MoveAsync(change, ChangeMove.Approve, detail.Hash, Caller.Local);

        (await AuditAsync()).After!.ShouldEndWith(NotLooked);
    }

    [Theory]
    [InlineData(ChangeMove.Approve)]
    [InlineData(ChangeMove.Publish)]
    public async Task Approve_OfAWarning_IsRefusedUntilItWasSeen(ChangeMove move)
    {
        var change = await LeverAsync(null, "3");
        var detail = await SubmitAsync(change);
        await WarnAsync(change, detail.Hash);

        var refused = await Board.MoveAsync(change, move, detail.Hash, Caller.Local);

        refused.Done.ShouldBeFalse();
        refused.Notes.ShouldHaveSingleItem().Message.ShouldContain("less alike");
        (await Board.ReadChangeAsync(change, "en", Caller.Local))!.Change.Stage.ShouldBe(ChangeStage.Submitted);
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Board.SeeWarningsAsync(change, detail.Hash, new Caller(CallerKind.Account, "m.ito", [Scopes.Read, Scopes.Design])));
        await Board.SeeWarningsAsync(change, detail.Hash, Caller.Local);
        (await Board.MoveAsync(change, move, detail.Hash, Caller.Local)).Done.ShouldBeTrue();
        (await AuditAsync()).After!.ShouldEndWith(LookedWarned);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Look_AfterOthersComparedTheSameOrMuchElse_IsStillKnown(bool same, bool ticksBefore)
    {
        var change = await LeverAsync(null, "3");
        var detail = await SubmitAsync(change);
        var warned = await WarnAsync(change, detail.Hash);
        if (ticksBefore)
        {
            await Board.SeeWarningsAsync(change, detail.Hash, Caller.Local);
        }

        if (same)
        {
            await foreach (var _ in Board.ReadEffectAsync(change, EffectOf.Decisions, "en", Reader))
            {
            }
        }
        else
        {
            Enumerable.Range(0, 8).ToList().ForEach(i => _api.Get<KeptEffects>().Keep(warned with { Change = $"other-{i}" }));
            (await FindAsync(change)).ShouldBeNull("else nothing was pushed out");
        }

        if (!ticksBefore)
        {
            (await Board.MoveAsync(change, ChangeMove.Approve, detail.Hash, Caller.Local)).Done.ShouldBeFalse("the warning was shown");
            await Board.SeeWarningsAsync(change, detail.Hash, Caller.Local);
        }

        (await Board.MoveAsync(change, ChangeMove.Approve, detail.Hash, Caller.Local)).Done.ShouldBeTrue();
        (await AuditAsync()).After!.ShouldEndWith(LookedWarned);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Look_BeforeAnotherChangeWasPublished_IsNoLookAtWhatItWouldTurnNow(bool warns)
    {
        var change = await LeverAsync(null, "3");
        var detail = await SubmitAsync(change);
        if (warns)
        {
            await WarnAsync(change, detail.Hash);
        }
        else
        {
            await CompareAsync(change);
        }

        await PublishAnotherAsync();
        (await FindAsync(change)).ShouldBeNull("else it is shown with its warning");

        var done = await Board.MoveAsync(change, ChangeMove.Publish, detail.Hash, Caller.Local);

        done.Done.ShouldBeTrue(string.Join(' ', done.Notes.Select(n => n.Message)));
        (await AuditAsync()).After!.ShouldEndWith(NotLooked);
    }

    [Fact]
    public async Task Look_AtALaterComparison_CountsInPlaceOfTheFirst()
    {
        var change = await LeverAsync(null, "3");
        var detail = await SubmitAsync(change);
        await WarnAsync(change, detail.Hash);
        (await FindAsync(change))!.WarningsSeen.ShouldBeFalse();

        // The same decisions again, and none is outside any more.
        (await CompareAsync(change)).Broken.ShouldBeEmpty();

        (await Board.MoveAsync(change, ChangeMove.Approve, detail.Hash, Caller.Local)).Done.ShouldBeTrue();
        (await AuditAsync()).After!.ShouldEndWith("its comparison had been looked at");
    }

    [Fact]
    public async Task Tick_HoldsForItsAccountAndForWhatItNamed()
    {
        var change = await LeverAsync(null, "3");
        var detail = await SubmitAsync(change);
        var warned = await WarnAsync(change, detail.Hash);
        await Board.SeeWarningsAsync(change, detail.Hash, Caller.Local);

        (await FindAsync(change))!.WarningsSeen.ShouldBeTrue("it is not asked again after a reload");
        (await Board.FindEffectAsync(change, EffectOf.Decisions, "en", Reader))!.WarningsSeen.ShouldBeFalse();
        _api.Get<KeptEffects>().Keep(warned with { Effect = warned.Effect with { Fairness = [Surveys.Fair, Surveys.Fair with { Attribute = "age" }] } });
        (await FindAsync(change))!.WarningsSeen.ShouldBeFalse("nothing was said of the second one");
        (await Board.MoveAsync(change, ChangeMove.Approve, detail.Hash, Caller.Local)).Done.ShouldBeFalse();
    }

    [Fact]
    public async Task Answer_TellsFairnessAsThePageDoes()
    {
        var whole = await CompareAsync(await LeverAsync(null, "3"));
        var now = Surveys.Fair with { Groups = [.. Surveys.Fair.Groups.Select(g => g with { Verdict = NbaStudio.Engine.Serving.Census.FairnessVerdict.Within })] };

        var answer = EffectAnswer.From(whole with { Effect = whole.Effect with { Fairness = [Surveys.Fair], FairnessBefore = [now] } });

        var line = answer.Fairness.ShouldHaveSingleItem();
        (line.Attribute, line.Low, line.High, line.Groups.Count).ShouldBe((Surveys.Fair.Attribute, Surveys.Fair.Low, Surveys.Fair.High, Surveys.Fair.Groups.Count));
        answer.FairnessBroken.ShouldBe([Surveys.Fair.Attribute]);
        answer.FairnessNow.ShouldHaveSingleItem().Groups.ShouldAllBe(g => g.Verdict == NbaStudio.Engine.Serving.Census.FairnessVerdict.Within);
        EffectAnswer.From(whole).FairnessBroken.ShouldBeEmpty();
    }

    // A comparison that breaks a limit, shown to the approver.
    private async Task<KeptEffect> WarnAsync(string change, string hash)
    {
        var (policy, whole) = (_api.Engine.Policy!, await CompareAsync(change));
        var warned = new KeptEffect(change, hash, EffectOf.Decisions, whole.Effect with { Fairness = [Surveys.Fair] }, policy, policy, ConsoleSamples.Noon);
        _api.Get<KeptEffects>().Keep(warned);
        (await FindAsync(change)).ShouldNotBeNull().Broken.ShouldNotBeEmpty();
        return warned;
    }

    private async Task PublishAnotherAsync()
    {
        var result = await _api.Get<IItemEditor>().PutAsync(new ItemsEdit(null, "Another", [new ItemWrite("group", "plans", ItemWriteKind.Edit, [new FieldWrite("lever", "1.5", "2")])]), Caller.Local);
        var other = await Board.ReadChangeAsync(result.Change.ShouldNotBeNull(), "en", Caller.Local);
        (await Board.MoveAsync(other!.Change.Id, ChangeMove.Publish, other.Hash, Caller.Local)).Done.ShouldBeTrue();
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
