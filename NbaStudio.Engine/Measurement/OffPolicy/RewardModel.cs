namespace NbaStudio.Engine.Measurement.OffPolicy;

/// <summary>
/// Mean reward of each action, pulled to the mean of all by one row's weight: (sum + mean) / (rows + 1); where there are contexts, of each action in each context, pulled to the action's in the same way.
/// Learned from the rows it is used on. Immutable, thread safe.
/// </summary>
public sealed class RewardModel
{
    private readonly Dictionary<(int Context, int Action), (double Sum, int Count)> _cells = [];
    private readonly double[] _actions;
    private readonly bool _hasContexts;

    public RewardModel(LoggedChoices log)
    {
        var mean = log.Rewards.Sum() / log.Count;
        var (sums, counts) = (new double[log.ActionCount], new int[log.ActionCount]);
        for (var i = 0; i < log.Count; i++)
        {
            sums[log.Actions[i]] += log.Rewards[i];
            counts[log.Actions[i]]++;
            var cell = _cells.GetValueOrDefault((log.Contexts[i], log.Actions[i]));
            _cells[(log.Contexts[i], log.Actions[i])] = (cell.Sum + log.Rewards[i], cell.Count + 1);
        }

        _actions = [.. sums.Select((sum, a) => (sum + mean) / (counts[a] + 1))];
        _hasContexts = log.Contexts.Any(c => c != log.Contexts[0]);
    }

    /// <summary>Expected reward.</summary>
    public double Of(int context, int action) =>
        _hasContexts && _cells.TryGetValue((context, action), out var cell) ? (cell.Sum + _actions[action]) / (cell.Count + 1) : _actions[action];

    /// <summary>Rows that taught it.</summary>
    public int Rows(int context, int action) => _cells.GetValueOrDefault((context, action)).Count;
}
