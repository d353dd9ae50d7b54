using System.Net;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Api;

/// <summary>Editing actions from the console: fields of several items into one change, or nothing.</summary>
public sealed class ActionDeskTests(PlainApi shared) : IClassFixture<PlainApi>
{
    private static readonly Caller Reader = new(CallerKind.Key, "key:r", [Scopes.Read]);
    private readonly ApiServer _api = shared.Server;

    private IActionDesk Desk => _api.Get<IActionDesk>();

    [Fact]
    public async Task Put_FieldsOfOneAction_StandInTheChangeAndNotInForce()
    {
        var change = await PutAsync(null, Edit("action", "upgrade", ("lever", "1.1", "1.4"), ("label/en", null, "\"Upgrade\""), ("validTo", null, "\"2026-12-31T15:00:00Z\"")));

        var book = (await Desk.OpenAsync(change))!;
        var action = book.Document.Objectives[0].Groups[0].Actions[0];
        action.Lever.ShouldBe(1.4);
        action.Label!["en"].ShouldBe("Upgrade");
        action.ValidTo.ShouldBe(DateTimeOffset.Parse("2026-12-31T15:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        action.Treatments.Count.ShouldBe(2, "what hangs under it stays");
        book.PathOf("treatment", "upgrade-mail").ShouldBe("grow/plans/upgrade/upgrade-mail");
        (await Desk.OpenAsync(null))!.Document.Objectives[0].Groups[0].Actions[0].Lever.ShouldBe(1.1);
        (await Desk.OpenAsync("nothing")).ShouldBeNull();
    }

    [Fact]
    public async Task Put_SameFieldByTwo_IsAConflictAndAnotherFieldIsNot()
    {
        var change = await PutAsync(null, Edit("action", "upgrade", ("lever", "1.1", "1.4")));

        (await PutAsync(change, Edit("action", "upgrade", ("maximumValue", null, "500")))).ShouldBe(change);
        var refused = await Desk.PutAsync(new ItemEdits(change, "", [Edit("action", "upgrade", ("lever", "1.1", "2")), Edit("action", "family", ("lever", "1.1", "2"))]), Caller.Local);

        refused.Change.ShouldBeNull();
        refused.Conflicts.ShouldBe([new FieldConflict("action", "upgrade", "lever", "1.4", "2")]);
        var actions = (await Desk.OpenAsync(change))!.Document.Objectives[0].Groups[0].Actions;
        (actions[0].Lever, actions[0].MaximumValue, actions[1].Lever).ShouldBe((1.4, 500m, 1.1), "all or nothing");
    }

    [Fact]
    public async Task Put_NewGroupWithNewActionAndTreatment_StandUnderEachOther()
    {
        var change = await PutAsync(
            null,
            New("group", "gifts", ("parent", "\"serve\"")), New("action", "cake", ("parent", "\"gifts\""), ("value", "\"10\"")),
            New("treatment", "cake-web", ("parent", "\"cake\""), ("channel", "\"web\"")));

        var group = (await Desk.OpenAsync(change))!.Document.Objectives[1].Groups[1];
        group.Id.ShouldBe("gifts");
        group.Actions.ShouldHaveSingleItem().Treatments.ShouldHaveSingleItem().Id.ShouldBe("cake-web");
        (await _api.Get<IChangeBoard>().ReadChangeAsync(change, "en", Caller.Local))!.IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task Put_Parent_MovesTheActionWithItsTreatments()
    {
        var change = await PutAsync(null, Edit("action", "upgrade", ("parent", "\"plans\"", "\"help\"")));

        var document = (await Desk.OpenAsync(change))!.Document;
        document.Objectives[0].Groups[0].Actions.Select(a => a.Id).ShouldBe(["family"]);
        document.Objectives[1].Groups[0].Actions[1].Treatments.Select(t => t.Id).ShouldBe(["upgrade-web", "upgrade-mail"]);
    }

    [Theory]
    [InlineData("action", "upgrade", true, "parent", "\"help\"", "id")]
    [InlineData("action", "gone", false, "lever", "2", "id")]
    [InlineData("action", "fresh", true, "parent", "\"nowhere\"", "parent")]
    [InlineData("action", "family", false, "lever", "\"much\"", "lever")]
    public async Task Put_WhatCannotStand_IsRefusedWithThePlaceAndLeavesNoChange(string kind, string id, bool isNew, string field, string value, string place)
    {
        var before = await ChangesAsync();

        var refused = await Desk.PutAsync(new ItemEdits(null, "Try", [new ItemEdit(kind, id, isNew, [new FieldPatch(field, field == "lever" && id == "family" ? "1.1" : null, value)])]), Caller.Local);

        refused.Change.ShouldBeNull();
        refused.Notes.ShouldContain(n => n.Id == id && n.Field == place && n.IsError);
        (await _api.Get<ChangeStore>().ListAsync()).Where(c => !before.Contains(c.Id)).ShouldAllBe(c => c.State == ChangeState.Dropped);
    }

    [Fact]
    public async Task PutAndPause_WithoutTheScope_AreRefused()
    {
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Desk.PutAsync(new ItemEdits(null, "Try", []), Reader));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Desk.PauseAsync("action", "upgrade", Reader));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Desk.PreviewAsync(new ContentQuestion(null, "web", new Dictionary<string, ContentDocument>(), "c1"), "en", Caller.Anonymous));
        await Should.ThrowAsync<ArgumentException>(() => Desk.PauseAsync("trigger", "leaving", Caller.Local));
    }

    [Fact]
    public async Task Check_SaysWhatIsWrongWithTheItemItselfOnly()
    {
        ItemEdit[] edits = [Edit("action", "upgrade", ("lever", "1.1", "11"), ("value", "\"customer.fee * 12\"", "\"customer.fe * 12\"")), Edit("treatment", "family-web", ("content/en/link", null, "\"http://plain\""))];

        var before = await ChangesAsync();
        var check = await Desk.CheckAsync(null, edits);

        check.HasErrors.ShouldBeTrue();
        check.Notes.Where(n => n.IsError).Select(n => (n.Id, n.Field)).ShouldBe([("upgrade", "lever"), ("upgrade", "value"), ("family-web", "content/en/link")], ignoreOrder: true);
        (await ChangesAsync()).ShouldBe(before, "nothing is stored");
    }

    [Fact]
    public async Task Check_WithALanguage_TellsTheDifferencesInWords()
    {
        var check = await Desk.CheckAsync(null, [Edit("action", "upgrade", ("lever", "1.1", "1.4")), Edit("action", "family", ("archived", null, "true"))], "en");

        check.HasErrors.ShouldBeFalse();
        check.Differences.Select(d => d.Id).ShouldBe(["upgrade", "family"]);
        check.Differences[0].Lines.ShouldContain(l => l.Text.Contains("1.4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tree_ArchivedGroupAndDatedObjective_SaysWhatSpeaksForWhat()
    {
        var change = await PutAsync(
            null, Edit("group", "plans", ("archived", null, "true")), Edit("action", "family", ("paused", null, "true")), Edit("objective", "serve", ("validTo", null, "\"2020-01-01T00:00:00Z\"")),
            Edit("treatment", "notice-mail", ("paused", null, "true")));

        var document = (await Desk.OpenAsync(change))!.Document;
        var reader = _api.Get<IActionReader>();
        var nodes = All((await reader.ReadAsync("en", document)).Roots).ToDictionary(n => n.Path, n => (n.Status, n.StatusFrom));
        nodes.ShouldBe(
            new Dictionary<string, (ActionStatus, ActionLevel?)>
            {
                ["grow"] = (ActionStatus.Archived, null), ["grow/plans"] = (ActionStatus.Archived, null), ["grow/plans/upgrade"] = (ActionStatus.Archived, ActionLevel.Group),
                ["grow/plans/upgrade/upgrade-web"] = (ActionStatus.Archived, ActionLevel.Group), ["grow/plans/upgrade/upgrade-mail"] = (ActionStatus.Archived, ActionLevel.Group),
                ["grow/plans/family"] = (ActionStatus.Archived, ActionLevel.Group), ["grow/plans/family/family-web"] = (ActionStatus.Archived, ActionLevel.Group),
                ["serve"] = (ActionStatus.Ended, null), ["serve/help"] = (ActionStatus.Ended, ActionLevel.Objective), ["serve/help/notice"] = (ActionStatus.Ended, ActionLevel.Objective),
                ["serve/help/notice/notice-mail"] = (ActionStatus.Paused, null),
            },
            ignoreOrder: true);
        var details = (await reader.GetAsync("grow/plans/family", "en", document))!;
        (details.Status, details.StatusFrom).ShouldBe((ActionStatus.Archived, ActionLevel.Group));
        var restored = await PutAsync(change, Edit("group", "plans", ("archived", "true", null)));
        var family = All((await reader.ReadAsync("en", (await Desk.OpenAsync(restored))!.Document)).Roots).Single(n => n.Path == "grow/plans/family");
        (family.Status, family.StatusFrom).ShouldBe((ActionStatus.Paused, null), "it is what it was");

        static IEnumerable<ActionNode> All(IEnumerable<ActionNode> nodes) => nodes.SelectMany(n => All(n.Children).Prepend(n));
    }

    [Fact]
    public async Task Pause_Group_HoldsEverythingUnderItAtOnce()
    {
        await using var own = await ApiServer.StartAsync(ApiPolicy.Create());

        (await own.Get<IActionDesk>().PauseAsync("group", "plans", Caller.Local)).Done.ShouldBeTrue();

        var policy = own.Engine.Policy!;
        policy.Treatments.Where(t => policy.Groups[t.Group].Id == "plans").Select(t => (t.Activity.Kind, t.Activity.KindOf)).Distinct().ShouldBe([(ActivityKind.Paused, HierarchyLevel.Group)]);
    }

    [Fact]
    public async Task Pause_Treatment_IsInForceAtOnceAndAudited()
    {
        await using var own = await ApiServer.StartAsync(ApiPolicy.Create());
        var desk = own.Get<IActionDesk>();

        var result = await desk.PauseAsync("treatment", "upgrade-web", Caller.Local);

        result.Done.ShouldBeTrue();
        result.Revision.ShouldBe(own.Engine.Policy!.Revision);
        own.Engine.Policy.Document.Objectives[0].Groups[0].Actions[0].Treatments[0].Paused.ShouldBeTrue();
        (await own.Get<AuditLog>().ListAsync(5)).ShouldContain(e => e.What == "policy.paused");
        (await desk.PauseAsync("action", "gone", Caller.Local)).Done.ShouldBeFalse();
    }

    [Fact]
    public async Task Preview_OfACustomer_IsFilledInEscapedAndSaysWhatIsMissing()
    {
        (await _api.PutAsync("/api/v1/customers/c1", """{"attributes":{"plan":"<b>M</b>","age":40}}""")).Status.ShouldBe(HttpStatusCode.Created);
        var contents = new Dictionary<string, ContentDocument>
        {
            ["en"] = new() { Subject = "For {{customer.plan}}", Body = "<p>{{customer.plan}}, {{customer.fee | \"little\"}}</p>", Link = "https://example.com/?p={{customer.plan}}", Image = "/pictures/a.png" },
        };

        var mail = (await Desk.PreviewAsync(new ContentQuestion(null, "mail", contents, "c1"), "en", Caller.Local))!;
        var web = (await Desk.PreviewAsync(new ContentQuestion(null, "web", contents, "c1"), "en", Caller.Local))!;

        var shown = mail.Contents["en"];
        shown.IsHtml.ShouldBeTrue();
        shown.Body.ShouldBe("<p>&lt;b&gt;M&lt;/b&gt;, little</p>");
        shown.Subject.ShouldBe("For <b>M</b>");
        shown.Link.ShouldBe("https://example.com/?p=%3Cb%3EM%3C%2Fb%3E");
        shown.Image.ShouldBe("/pictures/a.png");
        shown.Missing.ShouldHaveSingleItem().FallBack.ShouldBe("little");
        web.Contents["en"].Body.ShouldBe("<p><b>M</b>, little</p>");
        (await Desk.PreviewAsync(new ContentQuestion(null, "web", contents, "nobody"), "en", Caller.Local)).ShouldBeNull();
        contents["en"] = new() { Subject = "Hat", Image = "/pictures/" + new string('a', 64) };
        var picture = (await Desk.PreviewAsync(new ContentQuestion(null, "web", contents, "c1"), "en", Caller.Local))!.Contents["en"];
        (picture.Image, picture.ImageAlt).ShouldBe((contents["en"].Image, null), "a picture is looked at before its words are written");
        contents["en"] = new() { Subject = "{{customer.pan}}" };
        (await Desk.PreviewAsync(new ContentQuestion(null, "web", contents, "c1"), "en", Caller.Local))!.Contents.ShouldBeEmpty();
    }

    [Fact]
    public async Task Csv_ExportEditedAndRead_IsOneChange()
    {
        var book = (await Desk.OpenAsync(null))!;
        var text = System.Text.Encoding.UTF8.GetString(ActionCsv.Write(book)).Replace("1.1", "1.3", StringComparison.Ordinal);

        var table = ActionCsv.Read(book, System.Text.Encoding.UTF8.GetBytes(text));
        var change = await PutAsync(null, [.. table.Edits]);

        table.Errors.ShouldBeEmpty();
        table.Edits.Count.ShouldBe(3);
        (await Desk.OpenAsync(change))!.Document.Objectives.SelectMany(o => o.Groups).SelectMany(g => g.Actions).ShouldAllBe(a => a.Lever == 1.3);
        (await _api.Server.SendAsync(HttpMethod.Get, "/actions/export.csv?change=" + change)).Response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Csv_ContentsEditedAndRead_AreOneChangeAndGoOutOfItAgain()
    {
        var book = (await Desk.OpenAsync(null))!;
        var text = System.Text.Encoding.UTF8.GetString(ActionCsv.WriteContents(book)).Replace("Hello", "=Good day", StringComparison.Ordinal)
            + "upgrade,fresh,web,hero,,,paused,\"'=New\",Words,,,,\r\n";

        var table = ActionCsv.Read(book, System.Text.Encoding.UTF8.GetBytes(text));
        table.Errors.ShouldBeEmpty();
        var change = await PutAsync(null, [.. table.Edits]);

        var changed = (await Desk.OpenAsync(change))!;
        var treatments = changed.Document.Objectives.SelectMany(o => o.Groups).SelectMany(g => g.Actions).SelectMany(a => a.Treatments).ToDictionary(t => t.Id);
        treatments["fresh"].ShouldSatisfyAllConditions(t => t.Placements.ShouldBe(["hero"]), t => t.Paused.ShouldBeTrue(), t => t.Content["en"].Subject.ShouldBe("=New"));
        treatments.Where(t => t.Key != "fresh").ShouldAllBe(t => t.Value.Content["en"].Body!.StartsWith("=Good day", StringComparison.Ordinal));
        var answer = await _api.Server.SendAsync(HttpMethod.Get, "/actions/contents.csv?change=" + change);
        answer.Response.StatusCode.ShouldBe(HttpStatusCode.OK);
        ActionCsv.Read(changed, ActionCsv.WriteContents(changed)).Edits.ShouldBeEmpty();
    }

    // Other tests keep changes of their own here.
    private async Task<string[]> ChangesAsync() => [.. (await _api.Get<ChangeStore>().ListAsync()).Select(c => c.Id)];

    private async Task<string> PutAsync(string? change, params ItemEdit[] edits)
    {
        var result = await Desk.PutAsync(new ItemEdits(change, "Spring", edits), Caller.Local);
        result.Notes.ShouldBeEmpty();
        return result.Change.ShouldNotBeNull();
    }

    private static ItemEdit Edit(string kind, string id, params (string Field, string? Seen, string? Value)[] fields) => new(kind, id, false, [.. fields.Select(f => new FieldPatch(f.Field, f.Seen, f.Value))]);

    private static ItemEdit New(string kind, string id, params (string Field, string Value)[] fields) => new(kind, id, true, [.. fields.Select(f => new FieldPatch(f.Field, null, f.Value))]);
}
