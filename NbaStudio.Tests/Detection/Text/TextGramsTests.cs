using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Tests.Detection.Text;

public sealed class TextGramsTests
{
    [Theory]
    [InlineData("Can't pay!", " CANT PAY! ")]
    [InlineData("  a -- b\t,c ", " A B C ")]
    [InlineData("ｶﾒﾗ　ＯＫ?", " カメラ OK? ")]
    [InlineData("解約したい。", " 解約したい ")]
    [InlineData("😡 bad", " 😡 BAD ")]
    [InlineData("...", " ")]
    [InlineData("", " ")]
    public void Clean_Text_KeepsWhatSpeaks(string text, string expected) => Clean(text).ShouldBe(expected);

    [Fact]
    public void Clean_LongText_IsCutAtItsLimit()
    {
        var clean = Clean(new string('a', 5_000));

        clean.Length.ShouldBe(TextGrams.MaximumCharacters);
        Characters(clean).Count.ShouldBeLessThanOrEqualTo(TextGrams.MaximumGrams);
    }

    [Fact]
    public void Characters_Word_AreAllRunsOfOneToFour() =>
        Characters(" AB ").ShouldBe([" A", " AB", " AB ", "A", "AB", "AB ", "B", "B "]);

    [Theory]
    [InlineData(" MY BILL! ", "MY", "BILL", "MY BILL", "!", "BILL!")]
    [InlineData(" 解約したいスマホ ", "解約", "したい", "解約したい", "スマホ", "したいスマホ")]
    public void Words_ScriptsAndSpaces_EndThem(string clean, params string[] expected) => Words(clean).ShouldBe(expected);

    [Fact]
    public void Hashes_OfAWordAndTheSameRun_Differ()
    {
        var grams = new TextGram[TextGrams.MaximumGrams];
        var characters = grams[..TextGrams.Characters(" AB ", grams)].Select(g => g.Hash).ToHashSet();
        var words = new TextGram[TextGrams.MaximumGrams];

        words[..TextGrams.Words(" AB ", words)].ShouldAllBe(g => !characters.Contains(g.Hash));
    }

    private static string Clean(string text)
    {
        var clean = new char[TextGrams.MaximumCharacters];
        return new string(clean, 0, TextGrams.Clean(TextValue.Fold(text), clean));
    }

    private static List<string> Characters(string clean)
    {
        var grams = new TextGram[TextGrams.MaximumGrams];
        return [.. grams[..TextGrams.Characters(clean, grams)].Select(g => clean.Substring(g.Start, g.Length))];
    }

    private static List<string> Words(string clean)
    {
        var grams = new TextGram[TextGrams.MaximumGrams];
        return [.. grams[..TextGrams.Words(clean, grams)].Select(g => clean.Substring(g.Start, g.Length))];
    }
}
