using System.Globalization;
using NbaStudio.Components.Pages.Simulate;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Localization;

namespace NbaStudio.Tests.WhatIf;

/// <summary>The data check speaks where the data can carry it, and says why where not. Rows are made by hand: one treatment gives way to another, with certainty.</summary>
public sealed class DataCheckTests
{
    private const double P = 0.1;
    private const double V = 50;

    [Fact]
    public void Of_EnoughMatchesAndSuccesses_GivesTheDifference()
    {
        var check = Check(4_000, explored: 0.2);

        check.Verdict.ShouldBe(DataCheckVerdict.Confirmed);
        check.MoreDecisions.ShouldBe(0);
        check.Matched.ShouldBe(1, 5 * check.MatchedError);
        var difference = check.Difference.ShouldNotBeNull();

        // True chances are 0.1 of what is shown today and 0.3 of what takes its place, where the models say 0.1 of both.
        difference.Interval.Contains((0.3 - 0.1) * V).ShouldBeTrue($"{difference}");
        difference.Interval.Contains(0).ShouldBeFalse();
    }

    [Fact]
    public void Of_RarelyExplored_SaysHowManyMoreItTakes()
    {
        var check = Check(2_000, explored: 0.01);

        (check.Verdict, check.Difference).ShouldBe((DataCheckVerdict.FewMatches, null));
        check.Effective.ShouldBeLessThan(100);

        // 100 matches take 10,000 decisions; 20 successes of 1 in 10 take 20,000.
        check.MoreDecisions!.Value.ShouldBeInRange(17_000, 19_000);
    }

    [Fact]
    public void Of_NeverExplored_SaysThatNoNumberWouldDo()
    {
        var check = Check(2_000, explored: 0);

        (check.Verdict, check.Difference, check.MoreDecisions).ShouldBe((DataCheckVerdict.NeverLogged, null, null));
        check.Unsupported.ShouldBe(1);
    }

    [Fact]
    public void Of_MatchesWithoutSuccesses_IsNotShown()
    {
        var check = Check(1_000, explored: 0.2, answers: false);

        (check.Verdict, check.Difference).ShouldBe((DataCheckVerdict.FewSuccesses, null));
        check.Effective.ShouldBeGreaterThan(100);
        check.Positives.ShouldBe(0);

        // None was seen of 1,000 decisions: twenty times as many are the least that it takes.
        check.MoreDecisions.ShouldBe(19_000);
    }

    [Theory]
    [InlineData("en", "They cannot confirm it yet; about {0} more decisions with known answers would.")]
    [InlineData("ja", "まだ確かめられません。反応が判明した決定があと約{0}件あれば可能です。")]
    public void Of_SuccessesComeSlowerThanTheModelsSay_AsksForAsManyAsThatTakes(string language, string sentence)
    {
        // The models expect 20 successes of 1,000 decisions: by them alone there would be enough.
        var check = Check(1_000, explored: 0.2, rate: 0.02);

        check.Verdict.ShouldBe(DataCheckVerdict.FewSuccesses);
        check.Positives.ShouldBeInRange(1, 10);
        var needed = 1_000 * ((DataCheck.FewestPositives / check.Positives) - 1);
        check.MoreDecisions!.Value.ShouldBeInRange((long)needed, (long)(needed * 1.1) + 1);
        var (words, formats) = (new Words(language), new Formats(new FormatSettings(new Words(language), "JPY", TimeZoneInfo.Utc)));
        DataCheckWords.Sentence(words, formats, check).ShouldBe(string.Format(CultureInfo.InvariantCulture, sentence, formats.Number(check.MoreDecisions.Value)));
    }

    [Fact]
    public void Of_WrongProbabilities_IsFound()
    {
        var check = Check(4_000, explored: 0.2, recorded: 0.4);

        (check.Verdict, check.Difference, check.MoreDecisions).ShouldBe((DataCheckVerdict.Mismatch, null, null));
        check.Matched.ShouldBe(0.5, 0.1);
    }

    [Fact]
    public void Of_OneCustomer_IsNotShown() => Check(4_000, explored: 0.2, perCustomer: 4_000).Verdict.ShouldBe(DataCheckVerdict.FewCustomers);

    [Theory]
    [InlineData("en", "They cannot confirm it yet: they come from too few customers. It takes known answers of at least 10 more.")]
    [InlineData("ja", "まだ確かめられません。反応が判明した顧客の数が足りず、少なくともあと10人の顧客が必要です。")]
    public void Of_TwentyCustomers_AsksForTenMoreAndNotForDecisions(string language, string sentence)
    {
        var check = Check(4_000, explored: 0.2, perCustomer: 200);

        (check.Verdict, check.MoreCustomers, check.MoreDecisions).ShouldBe((DataCheckVerdict.FewCustomers, 10, null));
        var words = new Words(language);
        DataCheckWords.Sentence(words, new Formats(new FormatSettings(words, "JPY", TimeZoneInfo.Utc)), check).ShouldBe(sentence);
        Check(4_000, explored: 0.2).MoreCustomers.ShouldBe(0);
    }

    [Fact]
    public void Of_ManyRowsThatHardlyChange_DoNotHideTheFewThatDo()
    {
        // 4,000 decisions in which a thousandth of the odds moves, and 40 that hang on a draw of 1 in 100.
        var rows = Rows(4_000, 0.2, 0.2, 0.001, true).Concat(Rows(40, 0.01, 0.01, 1, true)).ToArray();

        DataCheck.Of(rows, [.. Enumerable.Range(0, rows.Length)], 1).Verdict.ShouldBe(DataCheckVerdict.FewMatches);
    }

    [Fact]
    public void Of_BecomesSilent_NeedsNoExploration()
    {
        var random = new Random(4);
        var rows = Enumerable.Range(0, 1_000).Select(_ =>
        {
            var yes = random.NextDouble() < 0.1;
            var loss = default(DataCheckSide).With(1, 1, 1, P, yes);
            return new DataCheckRow(-V * P, -V * ((yes ? 1 : 0) - P), 1, default(DataCheckSide).WithSilence(1), loss);
        }).ToArray();

        var check = DataCheck.Of(rows, [.. Enumerable.Range(0, rows.Length)], 1);

        check.Verdict.ShouldBe(DataCheckVerdict.Confirmed);
        check.Difference!.Interval.Contains(-0.1 * V).ShouldBeTrue();
    }

    [Fact]
    public void Of_WhatIsGivenUpWasNeverLogged_IsNotConfirmed()
    {
        // The log chose the scenario's way for two weeks; what stands against it was chosen on the last day only.
        var random = new Random(5);
        var before = Enumerable.Range(0, 2_000).Select(_ =>
        {
            var yes = random.NextDouble() < 0.3;
            return new DataCheckRow(0, V * ((yes ? 1 : 0) - P), 1, default(DataCheckSide).With(1, 1, 1, P, yes), default(DataCheckSide).With(0, 1, 0, P, yes));
        });
        DataCheckRow[] rows = [.. before, .. Rows(1_000, 0.5, 0.5, 1, true)];

        var check = DataCheck.Of(rows, [.. Enumerable.Range(0, rows.Length)], 1);

        (check.Verdict, check.Difference).ShouldBe((DataCheckVerdict.NeverLogged, null));
        check.Unsupported.ShouldBe(2.0 / 3, 1e-9);
    }

    private static DataCheck Check(int count, double explored, double? recorded = null, bool answers = true, int perCustomer = 2, double rate = 0.3)
    {
        var rows = Rows(count, explored, recorded ?? explored, 1, answers, rate);
        return DataCheck.Of(rows, [.. Enumerable.Range(0, count).Select(i => i / perCustomer)], 1);
    }

    /// <param name="explored">How often the log really drew the other treatment.</param>
    /// <param name="recorded">How often it says it did.</param>
    /// <param name="mass">How much of the odds moves to it.</param>
    /// <param name="rate">How often it is really accepted.</param>
    private static DataCheckRow[] Rows(int count, double explored, double recorded, double mass, bool answers, double rate = 0.3)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var other = random.NextDouble() < explored;
            var yes = answers && random.NextDouble() < (other ? rate : 0.1);
            var (gain, loss) = (other ? mass / recorded : 0, other ? 0 : mass / (1 - recorded));
            var correction = (gain - loss) * V * ((yes ? 1 : 0) - P);
            return new DataCheckRow(0, correction, mass, default(DataCheckSide).With(gain, mass, recorded, P, yes), default(DataCheckSide).With(loss, mass, 1 - recorded, P, yes));
        })];
    }
}
