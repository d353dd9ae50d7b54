namespace NbaStudio.Engine.Propensity.Starts;

/// <summary>What a file may be that models are started from, and how much it counts.</summary>
public static class StartLimits
{
    /// <summary>Fewest rows: fewer say less than the marketer's guess, which weighs 30.</summary>
    public const int FewestRows = 100;

    /// <summary>Fewest rows of either outcome: one block of the map needs five positives.</summary>
    public const int FewestOfEach = 5;

    /// <summary>Most rows.</summary>
    public const int MostRows = 50_000;

    /// <summary>Most rows times columns: they are committed at once, 16 MB.</summary>
    public const int MostValues = 4_000_000;

    /// <summary>Fewest responses that a file may count for.</summary>
    public const int LeastEffective = 30;

    /// <summary>Most responses that a file may count for: as many as a treatment keeps.</summary>
    public const int MostEffective = PropensityLearner.MostKept;

    /// <summary>Responses that a file counts for where nobody says otherwise (docs/decisions/0024).</summary>
    public const int StandardEffective = 500;

    /// <summary>Most responses of its own that a treatment may have learned before: a file starts models, and does not overrule what customers say.</summary>
    public const int MostOwnResponses = 500;

    /// <summary>Rows of one part.</summary>
    public const int RowsOfPart = 1_000;

    // Sums of such shares are exact in a double in any order, so that a checkpoint can leave them out.
    private const double Steps = 1 << 20;

    /// <summary>The weight of one of some rows that count for so many responses together, in (0, 1].</summary>
    public static float Share(int effective, int rows) => (float)Math.Clamp(Math.Round(Steps * effective / rows) / Steps, 1 / Steps, 1);

    /// <summary>A value as models keep it: the number of a numeric predictor in single precision, a hash of any other.</summary>
    /// <param name="value">A number, a text's stable code, or NaN when missing.</param>
    public static uint CodeOf(double value, PredictorType type) => PredictorCode.Of(value, type);

    /// <summary>
    /// The order in which rows are learned, the same for the same file: shuffled, with positives evenly spread. A file that is sorted by its outcome would else end with nothing but one kind.
    /// </summary>
    /// <returns>Numbers of the rows.</returns>
    public static int[] Order(IReadOnlyList<bool> positives, ulong fingerprint)
    {
        ArgumentNullException.ThrowIfNull(positives);
        var shuffled = Enumerable.Range(0, positives.Count).OrderBy(row => Arbitration.StableHash.Combine(fingerprint, Arbitration.StableHash.Of(row))).ThenBy(row => row).ToList();
        var of = shuffled.Where(row => positives[row]).ToList();
        var others = shuffled.Where(row => !positives[row]).ToList();
        var order = new int[positives.Count];
        var taken = 0;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = ((i + 1L) * of.Count / order.Length) > taken ? of[taken++] : others[i - taken];
        }

        return order;
    }
}
