namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>The result of evaluate policy for programs.</summary>
/// <param name="Estimates">Null where the log is refused.</param>
/// <param name="MeanWeight">1 in expectation; where the policy may choose nothing, with its chance of that.</param>
/// <param name="Silence">Share of rows on which the policy chooses nothing; null where columns say what it does.</param>
/// <param name="Refused">True where the log cannot carry a number; <paramref name="Reason"/> says why.</param>
/// <param name="Verdict">In plain words.</param>
internal sealed record PolicyResult(
    int Rows, int Actions, int Rewarded, int Skipped, PolicyEstimates? Estimates, double? EffectiveSampleSize, double? MaximumWeight, double? MeanWeight, double? Silence, bool Refused, PolicyRefusal? Reason,
    string Verdict, IReadOnlyList<string> Warnings);

/// <param name="Logged">What the log earned.</param>
/// <param name="Gain">DR, else SNIPS, less what the log earned.</param>
internal sealed record PolicyEstimates(
    PolicyEstimate Logged, PolicyEstimate? Replay, PolicyEstimate Ips, PolicyEstimate Snips, PolicyEstimate? Dm, PolicyEstimate? Dr, PolicyEstimate? Sndr, PolicyEstimate? ClippedIps, PolicyEstimate? SwitchDr,
    PolicyEstimate Gain);

/// <summary>Mean reward per row and its 95 % interval.</summary>
internal sealed record PolicyEstimate(double Value, double StandardError, double Low, double High);

internal sealed record PolicyRefusal(string Code, string Sentence);
