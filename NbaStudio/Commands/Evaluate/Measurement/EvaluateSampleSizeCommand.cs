using System.Globalization;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>Says how many customers an experiment needs before it is worth starting.</summary>
internal sealed class EvaluateSampleSizeCommand : ICommand
{
    public string Verb => "evaluate sample-size";

    public string Summary => "Says how many customers an experiment needs, of each arm and in all.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("baseline", "NUMBER", "Rate of the control in (0, 1), or its mean where --deviation is given.", Required: true),
        new("deviation", "NUMBER", "Standard deviation of one customer's value; without it the metric is yes or no."),
        new("lift", "SHARE", "Smallest difference worth finding as a share of the baseline, such as 0.1 or -0.1.", Required: true),
        new("shares", "SHARES", "Share of each arm, the control first. Default 0.5,0.5."),
        new("power", "SHARE", "Chance to find the difference where it is there. Default 0.8."),
        new("alpha", "SHARE", "Chance to find one where there is none. Default 0.05."),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var deviation = context.Has("deviation") ? context.Number("deviation", 0, 1e-12, 1e12) : (double?)null;
        var baseline = deviation is null ? context.Number("baseline", 0, 1e-6, 0.999999) : context.Number("baseline", 0, -1e12, 1e12);
        var lift = context.Number("lift", 0, -1e6, 1e6);
        var (power, alpha) = (context.Number("power", 0.8, 0.01, 0.9999), context.Number("alpha", 0.05, 0.0001, 0.5));
        var written = context.Find("shares") ?? "0.5,0.5";
        var shares = written.Split(',', StringSplitOptions.TrimEntries).Select(text => OutcomeTable.NumberOf(text) ?? 0).ToArray();
        if (shares.Length < 2 || shares.Any(share => share <= 0))
        {
            throw new CommandException($"--shares {written} is not allowed; allowed are at least two numbers above 0, the control first, such as 0.9,0.1.");
        }

        var (difference, reached) = (baseline * lift, baseline * (1 + lift));
        if (difference == 0 || (deviation is null && reached is <= 0 or >= 1))
        {
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"--lift {lift} of {baseline} is not allowed; the other arms would have {reached}, and allowed is {(deviation is null ? "a rate between 0 and 1 that differs from the baseline" : "any mean that differs from the baseline")}."));
        }

        var plan = deviation is { } d ? SampleSizePlan.For(d * d, d * d, difference, shares, power, alpha) : SampleSizePlan.ForRates(baseline, reached, shares, power, alpha);
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            {plan.Total:N0} customers in all ({string.Join(" + ", plan.Arms.Select(n => n.ToString("N0", CultureInfo.InvariantCulture)))}), for one look at that size.
            {plan.AnytimeTotal:N0} in all, if the result may be looked at at any time (always-valid interval).
            Finds {baseline:0.######} against {reached:0.######} with a chance of {power * 100:0.##}%; finds a difference where there is none with a chance of {alpha * 100:0.##}% at most.
            """);
        await context.WriteAsync(new { plan.Total, plan.Arms, plan.AnytimeTotal, Baseline = baseline, Reached = reached, Power = power, Alpha = alpha }, text);
        return 0;
    }
}
