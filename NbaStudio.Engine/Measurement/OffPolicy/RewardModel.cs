namespace NbaStudio.Engine.Measurement.OffPolicy;

/// <summary>
/// Mean reward of each action, pulled to the mean of all by one row's weight: (sum + mean) / (rows + 1); where there are contexts, of each action in each context with at least 20 rows of it, pulled to the
/// action's in the same way. Learned from the rows it is used on: with few rows a cell would only repeat them. Immutable, thread safe.
/// </summary>
public sealed class RewardModel
{
    private const int FewestRows = 20;

    private readonly Dictionary<(int Context, int Action), (double Sum, int Count)> _cells = [];
    private readonly double[] _actions;
    private readonly int[] _counts;
    private readonly bool _hasContexts;

    public RewardModel(LoggedChoices log)
    {
        var mean = log.Rewards.Sum() / log.Count;
        var sums = new double[log.ActionCount];
        _counts = new int[log.ActionCount];
        for (var i = 0; i < log.Count; i++)
        {
            sums[log.Actions[i]] += log.Rewards[i];
            _counts[log.Actions[i]]++;
            var cell = _cells.GetValueOrDefault((log.Contexts[i], log.Actions[i]));
            _cells[(log.Contexts[i], log.Actions[i])] = (cell.Sum + log.Rewards[i], cell.Count + 1);
        }

        _actions = [.. sums.Select((sum, a) => (sum + mean) / (_counts[a] + 1))];
        _hasContexts = log.Contexts.Any(c => c != log.Contexts[0]);
    }

    /// <summary>Expected reward.</summary>
    public double Of(int context, int action) => HasCell(context, action) && _cells[(context, action)] is var cell ? (cell.Sum + _actions[action]) / (cell.Count + 1) : _actions[action];

    /// <summary>Expected reward of an action over all contexts.</summary>
    public double Of(int action) => _actions[action];

    /// <summary>Whether the action has a mean of its own in the context.</summary>
    public bool HasCell(int context, int action) => _hasContexts && Rows(context, action) >= FewestRows;

    /// <summary>Rows of an action in a context.</summary>
    public int Rows(int context, int action) => _cells.GetValueOrDefault((context, action)).Count;

    /// <summary>Rows of an action.</summary>
    public int Rows(int action) => _counts[action];
}
