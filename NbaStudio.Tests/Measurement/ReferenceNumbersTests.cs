using NbaStudio.Benchmarks.Reference;

namespace NbaStudio.Tests.Measurement;

/// <summary>The table of published figures: what needs no data, and how it tells agreement.</summary>
public sealed class ReferenceNumbersTests
{
    [Fact]
    public void Rows_WithoutData_AgreeWithinTheRoundingOfWhatWasPublished()
    {
        var rows = LearningNumbers.CountModels().Concat(LearningNumbers.Ftrl()).Concat(LearningNumbers.InverseGap()).Concat(ExperimentNumbers.Intervals()).Concat(PatternNumbers.All()).ToList();
        rows.Count.ShouldBeGreaterThan(50);
        foreach (var row in rows.Where(r => r.InLastDigit is not null))
        {
            Math.Abs(row.InLastDigit!.Value).ShouldBeLessThanOrEqualTo(1.1, row.Line());
        }

        rows.Where(r => r.InLastDigit is null).ShouldAllBe(r => r.Ours > 0 && r.Note != null);
    }

    [Theory]
    [InlineData(0.0046, "0.0045", 1)]
    [InlineData(2.545e-10, "2.54e-10", 0.5)]
    [InlineData(3, "1", 2)]
    public void Difference_InTheLastDigitThatWasPublished(double ours, string reference, double digits) => new ReferenceRow("x", ours, reference).InLastDigit!.Value.ShouldBe(digits, 1e-6);

    [Fact]
    public void Line_WithoutANumber_SaysWhy() => new ReferenceRow("x", null, "35 million", "press").Line().ShouldBe("| x | not computed | 35 million | press | |");
}
