using NbaStudio.Live.Wording;
using NbaStudio.Localization;

namespace NbaStudio.Tests.Live;

public sealed class ApprovalNotesTests
{
    [Fact]
    public void Say_OfEveryNote_IsTheSameInEnglishAndItsOwnInJapanese()
    {
        foreach (var note in ApprovalNotes.All)
        {
            ApprovalNotes.Say("ab12; " + note, new Words("en")).ShouldBe("ab12; " + note);
            var japanese = ApprovalNotes.Say("ab12; " + note, new Words("ja"))!;
            japanese.ShouldStartWith("ab12; ");
            japanese.ShouldNotContain(note);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("revision 3, without approval")]
    [InlineData("one; two")]
    public void Say_OfAnythingElse_StaysAsItIs(string? after) => ApprovalNotes.Say(after, new Words("ja")).ShouldBe(after);
}
