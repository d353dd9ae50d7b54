using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Engine.Measurement.Control;

/// <summary>What the customers of one arm did since a time, as sums, so that nobody has to be looked at again: X is money since then, Y money before.</summary>
/// <param name="Count">Customers.</param>
/// <param name="X">Sum of X over customers; likewise the squares and products.</param>
/// <param name="Bought">Customers with at least one purchase since then.</param>
/// <param name="Left">Customers who left since then.</param>
/// <param name="Purchases">Purchases since then.</param>
/// <param name="Before">Customers with money before.</param>
/// <param name="Accepted">Customers who said yes to an offer since then.</param>
public readonly record struct ArmSums(long Count, double X, double Xx, double Y, double Yy, double Xy, long Bought, long Left, long Purchases, long Before, long Accepted = 0)
{
    /// <summary>Money of one customer since then.</summary>
    public double Mean => Count == 0 ? 0 : X / Count;

    /// <summary>The mean of money with its spread.</summary>
    public ArmEstimate Money => Around(X, Xx);

    /// <summary>The mean of money before with its spread.</summary>
    public ArmEstimate MoneyBefore => Around(Y, Yy);

    /// <summary>The share who bought, or left.</summary>
    public ArmEstimate Share(long yes) => Count == 0 ? default : new(Count, (double)yes / Count, Math.Sqrt((double)yes / Count * (1 - ((double)yes / Count))));

    /// <summary>Sum of squares of Y around its mean, and of products with X.</summary>
    public (double Yy, double Xy) Centred => Count == 0 ? default : (Math.Max(0, Yy - (Y * Y / Count)), Xy - (X * Y / Count));

    /// <summary>Money less what money before explains (CUPED).</summary>
    /// <param name="slope">Of X by Y, the same for all arms.</param>
    /// <param name="overall">Mean of Y over all arms.</param>
    public ArmEstimate Adjusted(double slope, double overall)
    {
        var (squares, products) = Centred;
        var left = Math.Max(0, Xx - (X * X / Count)) - (2 * slope * products) + (slope * slope * squares);
        return new(Count, Mean - (slope * ((Y / Count) - overall)), Math.Sqrt(Math.Max(0, left) / (Count - 1)));
    }

    /// <summary>A customer's numbers are added (<paramref name="times"/> 1) or taken out again (-1).</summary>
    internal ArmSums With(CustomerSums c, int times) => new(
        Count + times, X + (times * c.X), Xx + (times * c.X * c.X), Y + (times * c.Y), Yy + (times * c.Y * c.Y), Xy + (times * c.X * c.Y),
        Bought + (c.Purchases > 0 ? times : 0), Left + (c.Left ? times : 0), Purchases + (times * c.Purchases), Before + (c.Y > 0 ? times : 0), Accepted + (c.Accepted ? times : 0));

    private ArmEstimate Around(double sum, double squares) => Count < 2 ? default : new(Count, sum / Count, Math.Sqrt(Math.Max(0, squares - (sum * sum / Count)) / (Count - 1)));
}

/// <summary>What one customer did since a time (X, purchases, left, accepted) and before (Y).</summary>
internal readonly record struct CustomerSums(double X, double Y, int Purchases, bool Left, bool Accepted);
