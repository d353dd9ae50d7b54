using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Api;

/// <summary>What pages write into changes: all or nothing, and never over somebody else's work.</summary>
public sealed class ItemEditorTests(PlainApi shared) : IClassFixture<PlainApi>
{
    private readonly ApiServer _api = shared.Server;

    private IItemEditor Editor => _api.Get<IItemEditor>();

    private IChangeBoard Board => _api.Get<IChangeBoard>();

    [Fact]
    public async Task Put_ManyItems_StandInOneNewChange()
    {
        var before = await ChangesAsync();

        var result = await PutAsync(null, Lever("objective", "grow", "2", "3"), Lever("group", "plans", "1.5", null), Lever("action", "upgrade", "1.1", "0.5"));

        (result.Notes.Count, result.Clashes.Count).ShouldBe((0, 0));
        var draft = (await Editor.OpenAsync(result.Change!)).ShouldNotBeNull();
        draft.Actions.Single(a => a.Id == "upgrade").Lever.ShouldBe(3 * 1 * 0.5, 1e-12);
        (await Board.ReadAsync()).Changes.Single(c => !before.Contains(c.Id)).Edits.ShouldBe(3);
    }

    [Fact]
    public async Task Put_OneFieldThatSomebodyElseWrote_ChangesNothingAndTellsTheirs()
    {
        var change = (await PutAsync(null, Lever("objective", "grow", "2", "4"))).Change!;

        var result = await PutAsync(change, Lever("action", "upgrade", "1.1", "0.5"), Lever("objective", "grow", "2", "3"));

        result.Change.ShouldBeNull();
        result.Clashes.ShouldBe([new FieldClash("objective", "grow", "lever", "4")]);
        var draft = (await Editor.OpenAsync(change)).ShouldNotBeNull();
        (draft.Objectives[0].Lever, draft.Actions.Single(a => a.Id == "upgrade").Lever).ShouldBe((4, 4 * 1.5 * 1.1));

        var kept = await PutAsync(change, Lever("action", "upgrade", "1.1", "0.5"), Lever("objective", "grow", "4", "3"));
        kept.Change.ShouldBe(change);
        (await Editor.OpenAsync(change))!.Objectives[0].Lever.ShouldBe(3);
    }

    [Fact]
    public async Task Put_WhatStandsThereAlready_IsNoClash()
    {
        var change = (await PutAsync(null, Lever("objective", "grow", "2", "4.0"))).Change!;

        (await PutAsync(change, Lever("objective", "grow", "2", "4"))).Change.ShouldBe(change);
    }

    [Fact]
    public async Task Put_OtherFieldsOfOneItem_BothStand()
    {
        var change = (await PutAsync(null, Lever("action", "upgrade", "1.1", "2"))).Change!;

        await PutAsync(change, new ItemWrite("action", "upgrade", ItemWriteKind.Edit, [new FieldWrite("eligibility", "\"condition \\\"adult\\\"\"", "\"customer.age >= 20\"")]));

        var action = (await Editor.OpenAsync(change))!.Document.Objectives[0].Groups[0].Actions[0];
        (action.Lever, action.Eligibility).ShouldBe((2, "customer.age >= 20"));
    }

    [Fact]
    public async Task Put_ValueOutOfRange_IsRefusedAndLeavesNoEmptyChange()
    {
        var before = await ChangesAsync();

        var result = await PutAsync(null, Lever("action", "upgrade", "1.1", "0.5"), Lever("objective", "grow", "2", "\"much\""));

        result.Change.ShouldBeNull();
        result.Notes.ShouldContain(n => n.Path.Contains("lever"));
        (await Board.ReadAsync()).Changes.Where(c => !before.Contains(c.Id)).ShouldAllBe(c => c.Stage == ChangeStage.Dropped);
    }

    [Fact]
    public async Task AddThenDelete_OfAContactPolicy_InOneChange()
    {
        var rule = new ItemWrite("contactPolicy", "mails", ItemWriteKind.Add, [new("id", null, "\"mails\""), new("of", null, "\"sent\""), new("limit", null, "2"), new("window", null, "\"7d\"")]);
        var change = (await PutAsync(null, rule)).Change!;
        (await PutAsync(change, rule)).Notes.ShouldHaveSingleItem().Message.ShouldContain("already");
        (await Editor.OpenAsync(change))!.ContactRules.Select(r => r.Id).ShouldBe(["week", "mails"]);

        await PutAsync(change, new ItemWrite("contactPolicy", "week", ItemWriteKind.Delete, [new("limit", "3", null)]));

        (await Editor.OpenAsync(change))!.ContactRules.Select(r => r.Id).ShouldBe(["mails"]);
    }

    [Fact]
    public async Task Delete_OfWhatSomebodyChanged_IsAClash()
    {
        var change = (await PutAsync(null, new ItemWrite("contactPolicy", "week", ItemWriteKind.Edit, [new("limit", "3", "5")]))).Change!;

        var result = await PutAsync(change, new ItemWrite("contactPolicy", "week", ItemWriteKind.Delete, [new("limit", "3", null)]));

        result.Clashes.ShouldBe([new FieldClash("contactPolicy", "week", "limit", "5")]);
        (await Editor.OpenAsync(change))!.ContactRules[0].Limit.ShouldBe(5);
    }

    [Fact]
    public async Task Put_WithoutTheScope_IsRefused()
    {
        var reader = new Caller(CallerKind.Key, "key:reader", [Scopes.Read]);
        var before = await ChangesAsync();

        await Should.ThrowAsync<UnauthorizedAccessException>(() => Editor.PutAsync(new ItemsEdit(null, "x", [Lever("objective", "grow", "2", "3")]), reader));
        (await ChangesAsync()).ShouldBe(before);
    }

    // Other tests keep changes of their own here.
    private async Task<string[]> ChangesAsync() => [.. (await Board.ReadAsync()).Changes.Select(c => c.Id)];

    private static ItemWrite Lever(string kind, string id, string? seen, string? value) => new(kind, id, ItemWriteKind.Edit, [new FieldWrite("lever", seen, value)]);

    private Task<ItemsEditResult> PutAsync(string? change, params ItemWrite[] items) => Editor.PutAsync(new ItemsEdit(change, "Levers", items), Caller.Local);
}
