using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Live.Reading;

/// <summary>Why this and why not the others: words first, numbers behind them. Immutable.</summary>
public sealed record ExplanationView
{
    /// <summary>Its record; empty for a preview.</summary>
    public required string DecisionId { get; init; }

    /// <summary>What would be decided now: nothing was recorded or sent.</summary>
    public bool IsPreview => DecisionId.Length == 0;

    public required DateTimeOffset Time { get; init; }
    public LiveChannel? Channel { get; init; }

    /// <summary>The whole answer in one sentence of the reader's language.</summary>
    public required string Sentence { get; init; }

    public LiveSilence? Silence { get; init; }

    /// <summary>Chosen first, then those that got furthest.</summary>
    public required IReadOnlyList<CandidateView> Candidates { get; init; }

    /// <summary>Live numbers that did not count everything in their window, and from when on they do.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset From)> Incomplete { get; init; } = [];

    /// <summary>Candidates in the record, also those that are not listed.</summary>
    public int CandidateCount { get; init; }

    /// <summary>Recorded probability of the first slot's choice given the arm; null for silence.</summary>
    public double? Probability { get; init; }

    /// <summary>Share of priority that exploration may cost on the channel; null where it does not explore.</summary>
    public double? ExplorationBudget { get; init; }
}

public enum CandidateFate : byte { Chosen, Outranked, BelowThreshold, FellOut }

/// <summary>One candidate of a decision.</summary>
public sealed record CandidateView
{
    public required string Action { get; init; }
    public required string ActionId { get; init; }
    public required string TreatmentId { get; init; }
    public LiveObjective? Objective { get; init; }
    public LiveChannel? Channel { get; init; }
    public required CandidateFate Fate { get; init; }

    /// <summary>Where it fell out; null = it was chosen.</summary>
    public FunnelStage? Stage { get; init; }

    /// <summary>The equation, as far as it was scored.</summary>
    public Equation? Equation { get; init; }

    /// <summary>Name of the imported model that gave P, in the reader's language; null where P is from elsewhere.</summary>
    public string? ImportedModel { get; init; }

    /// <summary>Name of the imported model that had an answer and was not believed, in the reader's language; null for most.</summary>
    public string? ImportedModelHeldBack { get; init; }

    /// <summary>How far P may be off, one standard deviation of its log odds; null where it is not known.</summary>
    public ConfidenceInterval? PropensityInterval { get; init; }

    /// <summary>What V is made of, in the reader's language; null where the treatment has one head.</summary>
    public string? Heads { get; init; }

    /// <summary>The reason, or the smallest change that would make it win, in the reader's language.</summary>
    public required string Sentence { get; init; }

    /// <summary>The rule that it failed; null where no rule stopped it.</summary>
    public FailedRule? Rule { get; init; }

    /// <summary>The same as data; null where nothing alone would do.</summary>
    public WhatWouldWin? WouldWin { get; init; }
}

/// <summary>A rule that a candidate failed.</summary>
/// <param name="Name">Name of the named condition; null where the rule has none.</param>
/// <param name="Text">The condition as the policy says it.</param>
public sealed record FailedRule(string? Name, string Text);

/// <summary>What alone would make a candidate win; each null = not by this.</summary>
/// <param name="Propensity">P it needs.</param>
/// <param name="Value">V it needs.</param>
/// <param name="Lever">L it needs.</param>
/// <param name="FreeAt">When its contact policy lets it go again.</param>
public sealed record WhatWouldWin(double? Propensity, double? Value, double? Lever, DateTimeOffset? FreeAt);
