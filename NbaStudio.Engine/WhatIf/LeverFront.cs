using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Runs many settings over one sample and says which of them no other one beats.</summary>
public static class LeverFront
{
    /// <summary>Most settings of one front.</summary>
    public const int MostSettings = 121;

    /// <summary>One point for each setting, in their order.</summary>
    /// <param name="settings">Policies that differ from today's in how candidates are ranked, at most <see cref="MostSettings"/>.</param>
    /// <param name="third">What counts beside acceptance and value.</param>
    /// <param name="progress">Told how many settings are done.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<FrontPoint> Sweep(
        WhatIfSample sample, IReadOnlyList<PolicySnapshot> settings, int workers, FrontMeasure third = FrontMeasure.None, IProgress<WhatIfProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.Count, MostSettings);
        var points = new List<FrontPoint>();
        foreach (var setting in settings)
        {
            points.Add(PointOf(WhatIfRun.Of(sample, setting, new WhatIfOptions { Workers = workers, FiguresOnly = true }, null, cancellation)));
            progress?.Report(new WhatIfProgress(false, points.Count, settings.Count));
        }

        return [.. points.Select(p => p with { IsBest = !points.Exists(other => p.IsBeatenBy(other, third)) })];
    }

    private static FrontPoint PointOf(WhatIfResult result)
    {
        var (totals, decisions) = (result.After.Totals, Math.Max(1, result.Decisions));
        return new(totals.Contacts == 0 ? 0 : totals.Acceptances / totals.Contacts, totals.Value / decisions, (double)result.After.Silent / decisions, (double)totals.Contacts / Math.Max(1, result.Customers), false);
    }
}

/// <summary>What a setting comes to, by the models.</summary>
/// <param name="Acceptance">Positive answers per contact, in [0, 1].</param>
/// <param name="Value">Money per decision.</param>
/// <param name="Silence">Share of silent decisions.</param>
/// <param name="Contacts">Per customer.</param>
/// <param name="IsBest">Whether no other setting is at least as good in acceptance, in value and in the third measure, and better in one.</param>
public sealed record FrontPoint(double Acceptance, double Value, double Silence, double Contacts, bool IsBest)
{
    internal bool IsBeatenBy(FrontPoint other, FrontMeasure third)
    {
        var (mine, theirs) = (CostOf(third), other.CostOf(third));
        return other.Acceptance >= Acceptance && other.Value >= Value && theirs <= mine && (other.Acceptance > Acceptance || other.Value > Value || theirs < mine);
    }

    // Of both less is better.
    private double CostOf(FrontMeasure third) => third switch { FrontMeasure.Contacts => Contacts, FrontMeasure.Silence => Silence, _ => 0 };
}

/// <summary>What a front weighs beside acceptance and value.</summary>
public enum FrontMeasure
{
    None,

    /// <summary>Contacts per customer: fewer are better.</summary>
    Contacts,

    /// <summary>Silent decisions: fewer are better.</summary>
    Silence,
}
