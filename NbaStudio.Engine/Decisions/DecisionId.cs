using System.Globalization;

namespace NbaStudio.Engine.Decisions;

/// <summary>Names a decision: the customer's key and the number of the decision for this customer, from 1. Written d-&lt;key&gt;-&lt;number&gt;.</summary>
public readonly record struct DecisionId(long Customer, long Number)
{
    public static bool TryParse(string? text, out DecisionId id)
    {
        id = default;
        if (text is null || text.Length > 48 || !text.StartsWith("d-", StringComparison.Ordinal))
        {
            return false;
        }

        var dash = text.IndexOf('-', 2);
        if (dash < 0
            || !long.TryParse(text.AsSpan(2, dash - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var customer)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || customer < 1 || number < 1)
        {
            return false;
        }

        id = new DecisionId(customer, number);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"d-{Customer}-{Number}");
}
