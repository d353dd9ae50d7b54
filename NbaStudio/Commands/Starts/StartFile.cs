using System.Globalization;
using NbaStudio.Commands.Evaluate;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity.Starts;
using NbaStudio.Live.Reading;

namespace NbaStudio.Commands.Starts;

/// <summary>A file read as responses of one head: values of predictors and outcomes, or why it cannot be.</summary>
internal sealed class StartFile
{
    private const int MostNamed = 10;
    private const int LongestShown = 60;

    private readonly List<StartIssue> _issues = [];
    private readonly List<double> _values = [];
    private readonly List<bool> _positives = [];
    private PredictorSlot[] _predictors = [];
    private string[] _columns = [];
    private int[] _filled = [];
    private int[] _unreadable = [];
    private string?[] _odd = [];
    private IReadOnlyList<string> _ignored = [];
    private IReadOnlyList<string> _without = [];
    private int _skipped;

    private StartFile()
    {
    }

    public IReadOnlyList<PredictorSlot> Predictors => _predictors;

    /// <summary>Row by row a value for each predictor.</summary>
    public IReadOnlyList<double> Values => _values;

    public IReadOnlyList<bool> Positives => _positives;

    public StartCheck Check(Engine.Propensity.Trials.TrialScores? scores = null) => new(
        _issues, _positives.Count, _positives.Count(p => p), _skipped, [.. _predictors.Select((p, i) => new StartColumn(_columns[i], p.Name, _filled[i], _unreadable[i]))], _ignored, _without, scores);

    /// <summary>Reads a file from its start to its end, or to the first row that is too many.</summary>
    public static StartFile Read(string path, PolicySnapshot policy, StartSettings settings, CancellationToken cancellationToken)
    {
        var file = new StartFile();
        try
        {
            var source = RowSources.Open(path, "csv", null);
            if (file.Prepare(source.Columns, policy, settings) is { } target)
            {
                file.ReadRows(source, new CellReader(policy), target, settings, cancellationToken);
            }
        }
        catch (CommandException mistake)
        {
            file._issues.Add(new("Unreadable", "file", [mistake.Message.Replace(path, "the file", StringComparison.Ordinal)]));
        }

        return file;
    }

    private string? Prepare(IReadOnlyList<string> columns, PolicySnapshot policy, StartSettings settings)
    {
        if (columns.Count == 1)
        {
            _issues.Add(new("OneColumn", "file", [Cut(columns[0])]));
            return null;
        }

        if (settings.Effective is < StartLimits.LeastEffective or > StartLimits.MostEffective)
        {
            _issues.Add(new("Effective", "effective", [Text(settings.Effective), Text(StartLimits.LeastEffective), Text(StartLimits.MostEffective)]));
        }

        var target = columns.FirstOrDefault(c => ColumnMap.Same(c, settings.Target));
        if (target is null)
        {
            _issues.Add(new("NoTarget", "target", [settings.Target, ColumnMap.Near(settings.Target, columns)]));
            return null;
        }

        var map = ColumnMap.Of(policy, columns, target, settings, _issues);
        _predictors = [.. policy.Predictors.Where(p => map.ContainsKey(p.Name))];
        _columns = [.. _predictors.Select(p => map[p.Name])];
        (_filled, _unreadable, _odd) = (new int[_predictors.Length], new int[_predictors.Length], new string?[_predictors.Length]);
        _ignored = [.. columns.Where(c => c != target && !_columns.Contains(c))];
        _without = [.. policy.Predictors.Select(p => p.Name).Where(name => !map.ContainsKey(name))];
        if (_predictors.Length == 0)
        {
            _issues.Add(new("NoPredictor", "map", [string.Join(", ", _ignored.Take(MostNamed).Select(Cut)), ColumnMap.Near("", [.. policy.Predictors.Select(p => ColumnMap.Short(p.Name))])]));
        }

        return _issues.Count == 0 ? target : null;
    }

    private void ReadRows(IRowSource source, CellReader reader, string target, StartSettings settings, CancellationToken cancellationToken)
    {
        var places = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < _columns.Length; i++)
        {
            (places.TryGetValue(_columns[i], out var list) ? list : places[_columns[i]] = []).Add(i);
        }

        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        var row = new double[_columns.Length];
        ImportRow? firstMistake = null;
        foreach (var read in source.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            firstMistake ??= read.Mistake is null ? null : read;
            if (Take(read, reader, target, places, row) is not { } outcome)
            {
                _skipped++;
                continue;
            }

            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
            _values.AddRange(row);
            _positives.Add(outcome == settings.Positive);
            if (_positives.Count > StartLimits.MostRows || _values.Count > StartLimits.MostValues)
            {
                break;
            }
        }

        Judge(outcomes, reader, target, settings, firstMistake);
    }

    // The outcome; null where the row has none or cannot be read.
    private string? Take(ImportRow read, CellReader reader, string target, Dictionary<string, List<int>> places, double[] row)
    {
        if (read.Mistake is not null || read.Cells.FirstOrDefault(c => c.Column == target).Text is not { } outcome)
        {
            return null;
        }

        Array.Fill(row, double.NaN);
        foreach (var cell in read.Cells)
        {
            if (places.TryGetValue(cell.Column, out var list) && OutcomeTable.TextOf(cell) is { } text)
            {
                foreach (var i in list)
                {
                    _filled[i]++;
                    row[i] = reader.Read(_predictors[i], text);
                    if (double.IsNaN(row[i]))
                    {
                        _unreadable[i]++;
                        _odd[i] ??= text;
                    }
                }
            }
        }

        return outcome.Trim();
    }

    private void Judge(Dictionary<string, int> outcomes, CellReader reader, string target, StartSettings settings, ImportRow? firstMistake)
    {
        var (rows, positives) = (_positives.Count, _positives.Count(p => p));
        if (rows > StartLimits.MostRows)
        {
            _issues.Add(new("TooMany", "file", [Text(StartLimits.MostRows)]));
        }
        else if (_values.Count > StartLimits.MostValues)
        {
            _issues.Add(new("TooManyValues", "file", [Text(_columns.Length), Text(StartLimits.MostValues / _columns.Length)]));
        }
        else if (_skipped > rows && firstMistake is { } broken)
        {
            _issues.Add(new("Broken", "file", [Text(_skipped), Text(_skipped + rows), broken.Number.ToString(CultureInfo.InvariantCulture), broken.Mistake!]));
        }
        else if (rows == 0)
        {
            _issues.Add(new("EmptyTarget", "target", [target]));
        }
        else if (positives == 0)
        {
            _issues.Add(new("NoPositive", "positive", [settings.Positive, target, Known(outcomes)]));
        }
        else if (positives == rows)
        {
            _issues.Add(new("OnlyPositive", "positive", [settings.Positive, target]));
        }
        else if (rows < StartLimits.FewestRows)
        {
            _issues.Add(new("TooFew", "file", [Text(rows), Text(StartLimits.FewestRows)]));
        }
        else if (Math.Min(positives, rows - positives) < StartLimits.FewestOfEach)
        {
            _issues.Add(new("TooFewOfEach", "positive", [Text(positives), Text(rows - positives), Text(StartLimits.FewestOfEach)]));
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            if (_filled[i] > 0 && _unreadable[i] == _filled[i])
            {
                _issues.Add(new("WrongType", "map", [_columns[i], _predictors[i].Name, Cut(_odd[i]!), reader.Allowed(_predictors[i])]));
            }
        }
    }

    private static string Known(Dictionary<string, int> outcomes) =>
        string.Join(", ", outcomes.OrderByDescending(o => o.Value).Take(MostNamed).Select(o => $"{Cut(o.Key)} ({Text(o.Value)})")) + (outcomes.Count > MostNamed ? ", …" : "");

    private static string Cut(string text) => text.Length > LongestShown ? text[..LongestShown] + "…" : text;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
