namespace NbaStudio.Engine.Arbitration;

/// <summary>
/// The price of a scarce resource, moved after each decision that could have used it: up when it was used more than an even pace allows, down when less. A candidate's
/// priority is lowered by it, so that the resource goes to the best use and not to whoever comes first.
/// </summary>
/// <remarks>
/// Mirror descent on the price of the budget's constraint: price = max(0, price + step x (use - pace)). The step is <see cref="Share"/> x a typical priority / sqrt(pace), which balances
/// noise against slowness whatever the pace (decision record 29). Pure and thread safe.
/// </remarks>
public static class PacingPrice
{
    /// <summary>Part of a typical priority by which one decision moves the price at a pace of 1.</summary>
    public const double Share = 0.05;

    /// <summary>The price after a decision.</summary>
    /// <param name="price">Before, per use, on the scale of priorities; at least 0.</param>
    /// <param name="use">Uses that the decision took; 0 = none.</param>
    /// <param name="pace">Uses that are left for each decision still to come; above 0.</param>
    /// <param name="typical">Typical priority of a candidate that could use it, above 0.</param>
    /// <returns>At least 0.</returns>
    public static double Next(double price, double use, double pace, double typical) => Math.Max(0, price + (Share * typical / Math.Sqrt(pace) * (use - pace)));
}
