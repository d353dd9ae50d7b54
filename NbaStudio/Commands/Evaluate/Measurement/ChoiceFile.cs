using System.Globalization;
using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Measurement;
using NbaStudio.Engine.Measurement.OffPolicy;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>Reads a log of choices with their probabilities and those of another policy.</summary>
internal sealed class ChoiceFile
{
    private const double MostOff = 1e-3;
    private const long MostNumbers = 50_000_000;

    private readonly MeasuredFile _file;
    private readonly string _action;
    private readonly string _probability;
    private readonly string _reward;
    private readonly string? _policy;
    private readonly string? _position;
    private readonly string? _customer;
    private readonly string[] _context;
    private readonly Dictionary<string, string>? _ofActions;
    private readonly PolicyRows? _document;

    /// <param name="now">When a policy document decides, where the log has no times.</param>
    public ChoiceFile(CommandContext context, string verb, DateTimeOffset now)
    {
        _file = new MeasuredFile(context, "log", verb);
        (_action, _probability, _reward) = (_file.Column("action", "action"), _file.Column("probability", "probability"), _file.Column("reward", "reward"));
        (_position, _customer) = (_file.Optional("position", "position"), _file.Optional("customer", null));
        _context = [.. (context.Find("context") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => FileColumns.Find(_file.Columns, "context", c, _file.Path))];
        string[] ways = ["policy", "policy-columns", "policy-probability"];
        if (ways.Where(context.Has).ToList() is { Count: > 1 } given)
        {
            throw new CommandException($"{string.Join(" and ", given.Select(way => "--" + way))} each say what the policy does; give one of them.");
        }

        if (context.Has("policy"))
        {
            _document = PolicyRows.Open(context, _file, now, [_action, _probability, _reward, .. new[] { _position }.OfType<string>()]);
            return;
        }

        if (context.Find("policy-columns") is not { } prefix)
        {
            _policy = _file.Column("policy-probability", "policy_probability");
            return;
        }

        _ofActions = _file.Columns.Where(c => c.Length > prefix.Length && c.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToDictionary(c => c[prefix.Length..], c => c, StringComparer.Ordinal);
        if (_ofActions.Count < 2)
        {
            throw new CommandException($"--policy-columns {prefix}: {_file.Path} has {_ofActions.Count} columns that begin so; there has to be one for each action, such as {prefix}offer1.");
        }
    }

    public MeasuredFile File => _file;

    /// <summary>Rows with a reward other than 0.</summary>
    public int Rewarded { get; private set; }

    /// <summary>The policy document that is judged; null where columns say what the policy does.</summary>
    public PolicyRows? Document => _document;

    /// <summary>Names of the actions, by their number.</summary>
    public IReadOnlyList<string> Actions { get; private set; } = [];

    public Estimate<LoggedChoices> Read(CancellationToken stop)
    {
        var (actions, situations, contexts, clusters) = (new Numbering(), new Numbering(), new Numbering(), new Numbering());
        foreach (var known in _ofActions?.Keys ?? Enumerable.Empty<string>())
        {
            actions.Of(known);
        }

        List<int> ofAction = [], ofSituation = [], ofContext = [], ofCluster = [];
        List<double> probabilities = [], policies = [], rewards = [], silences = [];
        List<double[]>? full = _ofActions is null ? null : [];
        List<(int Action, double Chance)[]>? chosen = _document is null ? null : [];
        var chances = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var row in _file.Read(stop))
        {
            if (RowCells.Text(row, _action) is not { } action)
            {
                _file.Skip(row, $"{_action} is empty.");
                continue;
            }

            if (_customer is not null && RowCells.Text(row, _customer) is null)
            {
                _file.Skip(row, $"{_customer} is empty.");
                continue;
            }

            if (_file.Number(row, _probability) is not { } probability)
            {
                continue;
            }

            if (RowCells.Text(row, _reward) is not { } written)
            {
                return new Refusal("missingReward", $"Row {row.Number} has no {_reward}. Write 0 where nothing came of a choice, and leave out rows whose outcome is not known yet; which of the two it is cannot be guessed.");
            }

            if ((OutcomeTable.NumberOf(written) ?? (CellText.YesNo(written) is { } yes ? (yes ? 1 : 0) : null)) is not { } reward)
            {
                _file.Skip(row, $"{_reward} is \"{written}\"; allowed is a number, yes or no.");
                continue;
            }

            if (!(probability > 0 && probability <= 1))
            {
                return Outside(row, _probability, probability, "a choice that was made had a probability above 0 and at most 1, so this log does not say how it chose");
            }

            var number = actions.Of(action);
            double[]? all = null;
            if (_ofActions is not null)
            {
                if (!_ofActions.ContainsKey(action))
                {
                    throw new CommandException($"Row {row.Number} of {_file.Path} has the action '{action}', and no policy column is named after it.");
                }

                var read = All(row, actions);
                if (read?.Refusal is { } refusal)
                {
                    return refusal;
                }

                if (read?.Value is not { } distribution)
                {
                    continue;
                }

                all = distribution;
                full!.Add(all);
                if ((long)full.Count * all.Length > MostNumbers)
                {
                    throw new CommandException($"{_file.Path} has more than {MostNumbers:N0} policy probabilities; take a sample of the rows.");
                }
            }

            if (_document is not null)
            {
                if (_document.Of(row, chances) is not { } silence)
                {
                    continue;
                }

                silences.Add(silence);
                chosen!.Add([.. chances.Select(c => (actions.Of(c.Key), c.Value))]);
            }

            if ((all is not null ? all[number] : _document is not null ? chances.GetValueOrDefault(action) : _file.Number(row, _policy!)) is not { } policy)
            {
                continue;
            }

            if (!(policy >= 0 && policy <= 1))
            {
                return Outside(row, _policy!, policy, "allowed is a probability from 0 to 1");
            }

            var (context, position) = (string.Join('\u001f', _context.Select(c => RowCells.Text(row, c) ?? "")), _position is null ? "" : RowCells.Text(row, _position) ?? "");
            ofAction.Add(number);
            ofContext.Add(contexts.Of(context));
            ofSituation.Add(situations.Of(context + '\u001e' + position));
            ofCluster.Add(_customer is null ? ofCluster.Count : clusters.Of(RowCells.Text(row, _customer)!));
            probabilities.Add(probability);
            policies.Add(policy);
            rewards.Add(reward);
            Rewarded += reward != 0 ? 1 : 0;
        }

        Actions = actions.Names;
        if (_document is not null)
        {
            full = Whole(chosen!);
            List<string> logged = [.. ofAction.Distinct().Select(a => Actions[a])];
            if (logged.Count > 0 && !logged.Any(_document.Has))
            {
                throw new CommandException($"The policy has none of the actions that {_file.Path} names in {_action}: {string.Join(", ", logged.Take(10))}. The column has to hold ids of the policy's actions.");
            }
        }

        return new LoggedChoices
        {
            Actions = [.. ofAction], ActionCount = actions.Names.Count, Probabilities = [.. probabilities], PolicyProbabilities = [.. policies], Rewards = [.. rewards],
            Situations = [.. ofSituation], Contexts = [.. ofContext], Clusters = [.. ofCluster], Full = full?.ToArray(),
            Silences = _document is null ? null : [.. silences],
        };
    }

    // Actions are numbered as they come, so rows are as long as the last of them asks.
    private List<double[]> Whole(List<(int Action, double Chance)[]> chosen)
    {
        if ((long)chosen.Count * Actions.Count > MostNumbers)
        {
            throw new CommandException($"{_file.Path} has more than {MostNumbers:N0} policy probabilities; take a sample of the rows.");
        }

        var full = new List<double[]>(chosen.Count);
        foreach (var row in chosen)
        {
            var all = new double[Actions.Count];
            foreach (var (action, chance) in row)
            {
                all[action] = chance;
            }

            full.Add(all);
        }

        return full;
    }

    private Estimate<double[]>? All(ImportRow row, Numbering actions)
    {
        var all = new double[_ofActions!.Count];
        foreach (var (action, column) in _ofActions)
        {
            if (_file.Number(row, column) is not { } p)
            {
                return null;
            }

            if (!(p >= 0 && p <= 1))
            {
                return Outside(row, column, p, "allowed is a probability from 0 to 1");
            }

            all[actions.Of(action)] = p;
        }

        var sum = all.Sum();
        return Math.Abs(sum - 1) <= MostOff ? all
            : new Refusal("policyDoesNotSum", string.Create(CultureInfo.InvariantCulture, $"Row {row.Number}: the policy's probabilities of all actions add up to {sum:0.####}, not 1."));
    }

    private static Refusal Outside(ImportRow row, string column, double value, string why) =>
        new("impossibleProbability", string.Create(CultureInfo.InvariantCulture, $"Row {row.Number} has {column} {value}; {why}."));

    private sealed class Numbering
    {
        private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
        private readonly List<string> _names = [];

        public IReadOnlyList<string> Names => _names;

        public int Of(string name)
        {
            if (!_known.TryGetValue(name, out var number))
            {
                _known[name] = number = _names.Count;
                _names.Add(name);
            }

            return number;
        }
    }
}
