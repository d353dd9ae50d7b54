using NbaStudio.Engine.Propensity.Trials;
using NbaStudio.Localization;

namespace NbaStudio.Live.Reading;

/// <summary>What a file holds for a treatment's models.</summary>
/// <param name="Issues">Why it cannot be taken; empty where it can.</param>
/// <param name="Rows">Rows with an outcome.</param>
/// <param name="Positives">Positive ones among them.</param>
/// <param name="Skipped">Rows without an outcome, or that cannot be read.</param>
/// <param name="Columns">Columns that are learned from, in the policy's order of predictors.</param>
/// <param name="Ignored">Columns that are not, in the order of the file; the outcome is not among them.</param>
/// <param name="WithoutColumn">Predictors that no row knows.</param>
/// <param name="Scores">How well the rows were predicted by those columns, each before it was learned; null where nobody asked, or there are issues.</param>
public sealed record StartCheck(
    IReadOnlyList<StartIssue> Issues, int Rows, int Positives, int Skipped, IReadOnlyList<StartColumn> Columns, IReadOnlyList<string> Ignored, IReadOnlyList<string> WithoutColumn, TrialScores? Scores)
{
    /// <summary>Rate of positives; 0 without rows.</summary>
    public double Rate => Rows == 0 ? 0 : (double)Positives / Rows;
}

/// <summary>A column that is learned from.</summary>
/// <param name="Filled">Rows with something in it.</param>
/// <param name="Unreadable">Of those, rows with what the predictor cannot be; they count as missing.</param>
public sealed record StartColumn(string Column, string Predictor, int Filled, int Unreadable);

/// <summary>Why a file cannot be taken.</summary>
/// <param name="Code">Says what is wrong; its texts are start.issue.Code and start.allowed.Code.</param>
/// <param name="Field">Field of the request.</param>
/// <param name="Values">Filled into both texts.</param>
public sealed record StartIssue(string Code, string Field, IReadOnlyList<string> Values)
{
    /// <summary>What is wrong, in words.</summary>
    public string Message(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words["start.issue." + Code, [.. Values]];
    }

    /// <summary>What is allowed instead.</summary>
    public string Allowed(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words["start.allowed." + Code, [.. Values]];
    }
}
