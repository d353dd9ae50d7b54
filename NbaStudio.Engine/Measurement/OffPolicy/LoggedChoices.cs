namespace NbaStudio.Engine.Measurement.OffPolicy;

/// <summary>Choices that a log recorded with their probabilities, and what another policy would have done. One entry a row in every list.</summary>
public sealed class LoggedChoices
{
    /// <summary>Actions that were chosen, from 0.</summary>
    public required int[] Actions { get; init; }

    /// <summary>Number of actions.</summary>
    public required int ActionCount { get; init; }

    /// <summary>The probability with which the log chose the action, in (0, 1].</summary>
    public required double[] Probabilities { get; init; }

    /// <summary>The probability with which the policy would choose it, in [0, 1].</summary>
    public required double[] PolicyProbabilities { get; init; }

    public required double[] Rewards { get; init; }

    /// <summary>Situations, from 0: rows of one situation have the same context and position.</summary>
    public required int[] Situations { get; init; }

    /// <summary>Contexts, from 0: what the reward model tells apart beside actions. All 0 where there are none.</summary>
    public required int[] Contexts { get; init; }

    /// <summary>Customers, from 0: rows of one are not independent. Numbered rows where every row stands for itself.</summary>
    public required int[] Clusters { get; init; }

    /// <summary>The policy's probability of every action on each row, where that is known; else null. With <see cref="Silences"/> it adds up to 1.</summary>
    public double[][]? Full { get; init; }

    /// <summary>The policy's probability of choosing nothing on each row, which earns 0; null = it always chooses.</summary>
    public double[]? Silences { get; init; }

    /// <summary>The policy's probability of choosing nothing on a row.</summary>
    public double SilenceOn(int row) => Silences?[row] ?? 0;

    public int Count => Actions.Length;
}
