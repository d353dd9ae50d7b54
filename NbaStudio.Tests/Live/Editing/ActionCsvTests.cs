using System.Text;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Live.Editing;

public sealed class ActionCsvTests
{
    private static readonly ActionBook Book = new(SmallPolicy.WithAction(a => a with { Value = "-5", Label = new Dictionary<string, string> { ["en"] = "=1+1, \"big\"" }, Purpose = null }), null);

    [Fact]
    public void Write_FormulasAndQuotes_AreHarmlessAndComeBack()
    {
        var text = Encoding.UTF8.GetString(ActionCsv.Write(Book));

        text.ShouldStartWith("\uFEFFgroup,id,name:en,class,purpose,value,maximumValue,lever,validFrom,validTo,state\r\n");
        text.ShouldContain("plans,upgrade,\"'=1+1, \"\"big\"\"\",marketing,,'-5,,1.1,,,active");
        var table = ActionCsv.Read(Book, Encoding.UTF8.GetBytes(text));
        table.Errors.ShouldBeEmpty();
        table.Count.ShouldBe(3);
        table.Edits.ShouldBeEmpty("nothing was edited");
    }

    [Fact]
    public void Read_EditedMovedAndNewRows_AreEdits()
    {
        var table = Read("id,group,lever,state,name:en\nupgrade,help,2,paused,Up\nfresh,plans,1,active,Fresh\n");

        table.Errors.ShouldBeEmpty();
        table.Edits.Select(e => (e.Id, e.IsNew)).ShouldBe([("upgrade", false), ("fresh", true)]);
        table.Edits[0].Fields.ShouldBe(
            [new("parent", "\"plans\"", "\"help\""), new("lever", "1.1", "2"), new("paused", null, "true"), new("label/en", "\"=1\\u002B1, \\u0022big\\u0022\"", "\"Up\"")], ignoreOrder: true);
        table.Rows["fresh"].ShouldBe(3);
    }

    [Fact]
    public void Contents_WhateverPeopleWrite_ComesBackToTheLetter()
    {
        string[] texts = ["=1+1", "'=quoted", "two\nlines\r\nand \"quotes\", commas", "  spaces around  ", "+81", "@all", "-", "'", "naïve 日本語 🎁", "\ttab", "<p>{{customer.plan | \"there\"}}</p>", "a;b"];
        var small = SmallPolicy.Create();
        TreatmentDocument[] treatments = [.. texts.Select((t, i) => new TreatmentDocument
        {
            Id = "t" + i, Channel = "web", Placements = i % 3 == 0 ? ["hero", "tile"] : i % 3 == 1 ? ["tile"] : [], Paused = i % 2 == 0, Archived = i % 4 == 1, ValidTo = i % 5 == 0 ? new DateTimeOffset(2026, 12, 1 + i, 9, 30, 15, TimeSpan.Zero) : null,
            Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = t, Body = t, Link = "https://example.com/?a=" + i, Button = t, Image = "/pictures/x.png", ImageAlt = t }, ["ja"] = new() { Body = t + "、" } },
        })];
        var document = small with { Languages = ["en", "ja"], Objectives = [small.Objectives[0] with { Groups = [small.Objectives[0].Groups[0] with { Actions = [SmallPolicy.Action("upgrade") with { Treatments = treatments }] }] }] };
        var bytes = ActionCsv.WriteContents(new ActionBook(document, null));

        Encoding.UTF8.GetString(bytes).ShouldStartWith(
            "\uFEFFaction,id,channel,placements,validFrom,validTo,state,subject:en,body:en,image:en,imageAlt:en,link:en,button:en,subject:ja,body:ja,image:ja,imageAlt:ja,link:ja,button:ja\r\n");
        var same = ActionCsv.Read(new ActionBook(document, null), bytes);
        same.Errors.ShouldBeEmpty();
        (same.Kind, same.Count).ShouldBe(("treatment", texts.Length));
        same.Edits.ShouldBeEmpty("nothing was edited");

        // Into a policy that has none of them: every treatment is the one that was written.
        var empty = document with { Objectives = [document.Objectives[0] with { Groups = [document.Objectives[0].Groups[0] with { Actions = [SmallPolicy.Action("upgrade")] }] }] };
        var made = ActionCsv.Read(new ActionBook(empty, null), bytes);
        made.Errors.ShouldBeEmpty();
        made.Edits.Select(e => e.IsNew).ShouldAllBe(isNew => isNew);
        var all = new ActionBook(document, null);
        foreach (var edit in made.Edits)
        {
            var wanted = new ItemDraft("treatment", all.Find("treatment", edit.Id)!.Json, "upgrade", isNew: false);
            edit.Fields.Select(f => f.Field).ShouldNotContain("heads");
            edit.Fields.ShouldAllBe(f => f.Value == wanted.Get(f.Field)!.ToJsonString());
            edit.Fields.Count.ShouldBe(System.Text.Json.Nodes.JsonNode.Parse(all.Find("treatment", edit.Id)!.Json)!.AsObject().Count - 1 + 1 + 1, "all but the id, with the parent, and the content by language");
        }
    }

    [Fact]
    public void Contents_AnEditedCell_IsOneFieldAndOtherColumnsStay()
    {
        var table = Read("id,subject:en\nupgrade-web,New <words>\nupgrade-mail,\n");

        table.Errors.ShouldBeEmpty();
        table.Edits.Select(e => (e.Kind, e.Id, e.IsNew)).ShouldBe([("treatment", "upgrade-web", false), ("treatment", "upgrade-mail", false)]);
        table.Edits[0].Fields.ShouldHaveSingleItem().Value!.ShouldContain("New \\u003Cwords\\u003E");
        table.Edits[1].Fields.ShouldHaveSingleItem().Value!.ShouldNotContain("subject", Case.Sensitive, "an empty cell takes the text away");
        (table.ColumnOf("content/en/subject"), table.ColumnOf("placements/0"), table.ColumnOf("parent"), table.ColumnOf("archived")).ShouldBe(("subject:en", "placements", "action", "state"));
        Read("id,name:en\nupgrade,x\n").ColumnOf("label/en").ShouldBe("name:en");
    }

    [Theory]
    [InlineData("id,subject:fr,body:en\nupgrade-web,a,b\n", 1, "subject:fr", "column", "subject:fr", "action, id, channel, placements, validFrom, validTo, state, subject:en, body:en, image:en, imageAlt:en, link:en, button:en")]
    [InlineData("id,channel,action\nfresh,fax,upgrade\n", 2, "channel", "noChannel", "fax", "web, mail")]
    [InlineData("id,body:en,action\nfresh,x,upgrade\n", 2, "channel", "needsChannel", "fresh", "web, mail")]
    [InlineData("id,channel\nfresh,web\n", 2, "action", "needsAction", "fresh", "upgrade, family, notice")]
    [InlineData("id,action,body:en\nupgrade-web,upgrade,x\nupgrade-mail,nowhere,x\n", 3, "action", "noAction", "nowhere", "upgrade, family, notice")]
    [InlineData("id,placements\nupgrade-web,hero;cellar\n", 2, "placements", "placement", "hero;cellar", "hero, tile")]
    [InlineData("placements,id,channel,action\nhero,fresh,mail,upgrade\n", 2, "placements", "placement", "hero", "–")]
    [InlineData("id,channel,state\nupgrade-web,web,gone\n", 2, "state", "state", "gone", "active, paused, archived")]
    [InlineData("id,group\nupgrade,nowhere\n", 2, "group", "noGroup", "nowhere", "plans, help")]
    [InlineData("id,lever\nupgrade,1,2\n", 2, "", "cells", "3", "2")]
    public void Read_WhatIsWrong_NamesTheValueAndWhatIsAllowed(string text, int row, string column, string code, string value, string allowed) =>
        Read(text).Errors.ShouldBe([new TableError(row, column, code, value, allowed)]);

    [Fact]
    public void Read_SeveralMistakesInARow_AreAllSaid() =>
        Read("id,action,channel,placements,state,validTo\nfresh,nowhere,fax,roof,asleep,soon\n").Errors.Select(e => (e.Column, e.Code)).ShouldBe(
            [("action", "noAction"), ("channel", "noChannel"), ("validTo", "time"), ("state", "state")], ignoreOrder: true);

    [Theory]
    [InlineData("id,colour\nupgrade,red\n", 1, "colour", "column")]
    [InlineData("id,id\nupgrade,a\n", 1, "id", "doubled")]
    [InlineData("lever\n1\n", 1, "id", "noId")]
    [InlineData("id,lever\nfamily,1\nupgrade,much\n", 3, "lever", "number")]
    [InlineData("id,state\nupgrade,sleeping\n", 2, "state", "state")]
    [InlineData("id,validTo\nupgrade,soon\n", 2, "validTo", "time")]
    [InlineData("id,lever\nupgrade,1\nupgrade,2\n", 3, "id", "twice")]
    [InlineData("id,lever\n,1\n", 2, "id", "empty")]
    [InlineData("id,group\nupgrade,nowhere\n", 2, "group", "noGroup")]
    [InlineData("id,lever\nfresh,1\n", 2, "group", "needsGroup")]
    [InlineData("id,lever\nupgrade,1,2\n", 2, "", "cells")]
    public void Read_WhatIsWrong_IsSaidWithRowAndColumn(string text, int row, string column, string code)
    {
        var table = Read(text);

        table.Errors.Select(e => (e.Row, e.Column, e.Code)).ShouldContain((row, column, code));
    }

    [Fact]
    public void Read_OtherEncoding_IsSaid() => ActionCsv.Read(Book, [0x69, 0x64, 0x0A, 0xFF, 0x41]).Errors.ShouldHaveSingleItem().Code.ShouldBe("encoding");

    [Fact]
    public void Read_EmptyFile_HasNoId() => Read("").Errors.Select(e => e.Code).ShouldContain("noId");

    private static ActionTable Read(string text) => ActionCsv.Read(Book, Encoding.UTF8.GetBytes(text));
}
