using System.Text;
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

        text.ShouldStartWith("\uFEFFgroup,id,name:en,class,value,maximumValue,lever,validFrom,validTo,state\r\n");
        text.ShouldContain("plans,upgrade,\"'=1+1, \"\"big\"\"\",marketing,'-5,,1.1,,,active");
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
