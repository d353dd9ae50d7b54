namespace NbaStudio.Engine.Decisions;

/// <summary>The stages of a decision in their fixed order. A candidate's stage is where it fell out, or Chosen.</summary>
public enum PipelineStage : byte
{
    /// <summary>Not a candidate: another channel, placement, trigger scope, or not active now.</summary>
    NotCandidate = 0,
    Candidates = 1,
    Consent = 2,
    Eligibility = 3,
    Applicability = 4,
    Suitability = 5,
    ContactPolicy = 6,
    Propensity = 7,
    Value = 8,
    Lever = 9,
    Arbitration = 10,
    Choice = 11,
    Chosen = 12,
}
