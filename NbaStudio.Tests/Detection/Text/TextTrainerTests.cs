using NbaStudio.Benchmarks.Text;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Tests.Detection.Text;

public sealed class TextTrainerTests
{
    private static readonly string[] Colours = ["red", "green", "blue"];

    [Fact]
    public void Train_ManyLabels_GeneralisesToOtherTexts()
    {
        var generated = new GeneratedTexts(40, seed: 3);
        var classifier = TextTrainer.Learn(generated.Make(2_400), 40);

        var evaluation = TextTrainer.Test(classifier, generated.Make(1_000));

        // Measured 0.83; three texts in a hundred have no word of their label at all.
        evaluation.Accuracy.ShouldBeGreaterThan(0.78);
        evaluation.MacroF1.ShouldBeGreaterThan(0.77);
    }

    [Fact]
    public void Train_TextsThatSayLittle_ConfidenceIsInLineWithHowOftenItIsRight()
    {
        // One text in seven has little or nothing of its label.
        var generated = new GeneratedTexts(14, seed: 5);
        var (classifier, _) = TextTrainer.Train(generated.Make(1_500), 14);

        var test = TextTrainer.Test(classifier, generated.Make(3_000));

        Math.Abs(test.Texts.Average(t => t.Confidence) - test.Accuracy).ShouldBeLessThan(0.03);
        var sure = test.Texts.Where(t => t.Confidence >= 0.8).ToList();
        sure.Count.ShouldBeGreaterThan(1_500);
        Math.Abs(sure.Average(t => t.Confidence) - (sure.Count(t => t.IsRight) / (double)sure.Count)).ShouldBeLessThan(0.04);
    }

    [Fact]
    public void Train_SameExamples_GivesTheSameBits()
    {
        var examples = new GeneratedTexts(9, seed: 8).Make(300);
        var (first, one) = TextTrainer.Train(examples, 9);
        var (second, two) = TextTrainer.Train(examples, 9);

        foreach (var example in examples)
        {
            first.Scores(new TextValue(example.Text)).ShouldBe(second.Scores(new TextValue(example.Text)));
        }

        first.Sharpness.ShouldBe(second.Sharpness);
        one.Texts.ShouldBe(two.Texts);
        one.Progressive.ShouldBe(two.Progressive);
    }

    [Fact]
    public void Train_EveryExample_IsHeldOutOnce()
    {
        var examples = new GeneratedTexts(3, seed: 1).Make(47);

        var (_, evaluation) = TextTrainer.Train(examples, 3);

        evaluation.Texts.Select(t => t.Example).Order().ShouldBe(Enumerable.Range(0, 47));
        evaluation.Texts.ShouldAllBe(t => t.Label == examples[t.Example].Label);
    }

    [Fact]
    public void Train_SameTextTwice_IsNeverLearnedAndTested()
    {
        // Each text stands twice and shares nothing with the others: whoever kept its twin to learn from would be right.
        TextExample[] examples = [.. Enumerable.Range(0, 26).SelectMany(i => new[] { One(i), One(i) })];

        var (_, evaluation) = TextTrainer.Train(examples, 2);

        evaluation.Texts.ShouldAllBe(t => t.Predicted == -1);

        static TextExample One(int i) => new(new string((char)('ℵ' + (0x400 * (i % 2)) + i), 1) is var c && char.IsLetterOrDigit(c[0]) ? c : new string((char)(0x4E00 + (i * 7)), 1), i % 2);
    }

    [Fact]
    public void Learn_Japanese_NeedsNoSpaces()
    {
        TextExample[] examples =
        [
            new("解約したいです", 0), new("契約を解約する方法", 0), new("今月で解約します", 0), new("解約金はいくら", 0),
            new("請求額が高いです", 1), new("請求書を送ってください", 1), new("今月の請求はいくら", 1), new("二重に請求された", 1),
        ];
        var classifier = TextTrainer.Learn(examples, 2);

        classifier.Read(new TextValue("もう解約でお願いします")).Label.ShouldBe(0);
        classifier.Read(new TextValue("先月の請求を確認したい")).Label.ShouldBe(1);
        classifier.Read(new TextValue("ｶｲﾔｸ")).ShouldBe(TextReading.None);
    }

    [Fact]
    public void Read_Case_Width_Apostrophe_DoNotMatter()
    {
        var classifier = TextTrainer.Learn(ColourTexts(), 3);

        var plain = classifier.Read(new TextValue("cant stand red"));

        classifier.Read(new TextValue("CAN'T  stand, ＲＥＤ")).ShouldBe(plain);
        plain.Label.ShouldBe(0);
    }

    [Fact]
    public void Read_NothingKnown_SaysNothing()
    {
        var classifier = TextTrainer.Learn(ColourTexts(), 3);

        classifier.Read(new TextValue("")).ShouldBe(TextReading.None);
        classifier.Read(new TextValue("ж")).ShouldBe(TextReading.None);
        var probabilities = new double[3];
        classifier.Probabilities(new TextValue("ж"), probabilities).ShouldBeFalse();
        probabilities.Sum().ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Read_AfterTheFirstText_AllocatesNothing()
    {
        var classifier = TextTrainer.Learn(ColourTexts(), 3);
        var text = new TextValue("a long and winding text about red, and blue, and green things: 10 of them?");
        classifier.Read(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            classifier.Read(text);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Explain_Label_ShowsTheWordThatSpokeForIt()
    {
        var classifier = TextTrainer.Learn(ColourTexts(), 3);

        var pieces = classifier.Explain(new TextValue("the box is blue"), 2, 5);

        pieces.ShouldContain(p => p.IsWord && p.Text == "BLUE");
        pieces.Select(p => p.Weight).ShouldBeInOrder(SortDirection.Descending);
        pieces.ShouldAllBe(p => p.Weight > 0);
        classifier.Explain(new TextValue("the box is blue"), 0, 5).ShouldNotContain(p => p.Text == "BLUE");
    }

    [Fact]
    public void Progressive_SortedByLabel_GoesByTheFile()
    {
        // Blocks of one label: whoever goes by the file is wrong at the start of each block and right after it.
        TextExample[] blocks = [.. Enumerable.Range(0, 3).SelectMany(label => Enumerable.Repeat(new TextExample("same words", label), 30))];

        TextTrainer.Progressive(blocks, 3).ShouldBeInRange(60, 89);
        new TextCorpus(blocks, 3).Progressive(inOrder: false).ShouldBeLessThan(50);
    }

    [Fact]
    public void Train_LabelWithoutExamples_IsNeverSaid()
    {
        var (classifier, evaluation) = TextTrainer.Train(ColourTexts(), 4);

        evaluation.Texts.ShouldAllBe(t => t.Predicted != 3);
        classifier.Read(new TextValue("red green blue")).Label.ShouldNotBe(3);
    }

    [Fact]
    public void Train_Mistakes_AreNamed()
    {
        Should.Throw<ArgumentException>(() => TextTrainer.Train([], 2)).Message.ShouldContain("no examples");
        Should.Throw<ArgumentException>(() => TextTrainer.Learn([new("a", 2)], 2)).Message.ShouldContain("allowed is 0 to 1");
        Should.Throw<ArgumentOutOfRangeException>(() => TextTrainer.Learn([new("a", 0)], 0));
        var classifier = TextTrainer.Learn(ColourTexts(), 3);
        Should.Throw<ArgumentException>(() => classifier.Probabilities(new TextValue("a"), new double[2]));
        Should.Throw<ArgumentOutOfRangeException>(() => classifier.Explain(new TextValue("a"), 3, 5));
    }

    private static TextExample[] ColourTexts() =>
        [.. Enumerable.Range(0, 36).Select(i => new TextExample($"{(i % 2 == 0 ? "I like" : "the thing is")} {Colours[i % 3]}{(i % 5 == 0 ? " very much" : "")}", i % 3))];
}
