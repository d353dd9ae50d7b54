namespace NbaStudio.Engine.Measurement.OffPolicy;

/// <summary>What another policy would have earned, by several ways that fail differently.</summary>
/// <param name="Logged">What the log earned per row.</param>
/// <param name="Weights">How well the log covers the policy.</param>
/// <param name="Replay">Mean reward of the rows on which the policy would have done the same; only where the log drew evenly and the policy does not draw.</param>
/// <param name="Ips">Inverse propensity weighting.</param>
/// <param name="Snips">The same, divided by the sum of weights.</param>
/// <param name="Dm">Direct method: by the reward model alone.</param>
/// <param name="Dr">Doubly robust: the model, corrected by weighted residuals.</param>
/// <param name="Sndr">The same with weights divided by their sum.</param>
/// <param name="Clipped">IPS with weights cut at the limit; null without a limit. Biased downwards for rewards above 0.</param>
/// <param name="Switched">DR that leaves out corrections with weights above the limit; null without a limit.</param>
/// <param name="Gain">The best estimate that there is (DR, else SNIPS) less what the log earned.</param>
/// <param name="NoModel">Why DM and DR are missing; null where they are there.</param>
public sealed record OffPolicyResult(
    OffPolicyEstimate Logged, WeightSummary Weights, OffPolicyEstimate? Replay, OffPolicyEstimate Ips, OffPolicyEstimate Snips, OffPolicyEstimate? Dm, OffPolicyEstimate? Dr, OffPolicyEstimate? Sndr,
    OffPolicyEstimate? Clipped, OffPolicyEstimate? Switched, OffPolicyEstimate Gain, Refusal? NoModel);
