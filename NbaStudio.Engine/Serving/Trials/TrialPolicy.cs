using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Engine.Serving.Trials;

/// <summary>A policy that is to decide for a share of customers, beside the one in force.</summary>
/// <param name="Draw">For whom, and the number of its revision.</param>
/// <param name="Document">The policy. An item without a key is the one in force of the same id, or a new one.</param>
public sealed record TrialPolicy(TrialDraw Draw, PolicyDocument Document);
