namespace NbaStudio.Engine.Simulation;

/// <summary>Prices of the fictional operator.</summary>
public static class MarketPlans
{
    /// <summary>Yen a month for a plan with this many lines; further lines cost 55 %.</summary>
    public static double Fee(string plan, int lines)
    {
        var first = plan switch { "S" => 2180, "M" => 4280, "L" => 5980, _ => 7480 };
        return Math.Round(first * (1 + 0.55 * (lines - 1)) / 10) * 10;
    }
}
