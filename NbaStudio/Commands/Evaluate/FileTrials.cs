using System.Runtime.InteropServices;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Trials;
using NbaStudio.Live.Reading;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Tries files as "evaluate propensity" does, for the console. One at a time learns: decisions come first on this machine. Thread safe.</summary>
internal sealed class FileTrials : IFileTrials
{
    private const int Block = 1_000;
    private const int MostDistinct = 1_000;
    private const int TellEvery = 500;
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<TrialFile?> OpenAsync(Stream content, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = await PrivateCopy.KeepAsync(content, cancellationToken).ConfigureAwait(false);
        try
        {
            if (await Task.Run(() => Read(path, name, cancellationToken), cancellationToken).ConfigureAwait(false) is { } file)
            {
                return file;
            }
        }
        catch (CommandException)
        {
            // No header, or not text: the caller says what is allowed.
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        File.Delete(path);
        return null;
    }

    public async Task<FileTrialResult> RunAsync(TrialFile file, FileTrialSettings settings, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(settings);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Run(file, settings, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (CommandException mistake)
        {
            throw new ArgumentException(mistake.Message, nameof(settings), mistake);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static TrialFile? Read(string path, string name, CancellationToken cancellationToken)
    {
        var source = RowSources.Open(path, "csv", null);
        var seen = source.Columns.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(c => c, _ => new Seen(), StringComparer.OrdinalIgnoreCase);
        var rows = 0L;
        foreach (var row in source.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Mistake is not null)
            {
                continue;
            }

            rows++;
            foreach (var cell in row.Cells)
            {
                if (OutcomeTable.TextOf(cell) is { } text && seen.TryGetValue(cell.Column, out var column))
                {
                    column.Add(text);
                }
            }
        }

        return rows == 0 ? null : new TrialFile(path, name, rows, [.. seen.Select(c => c.Value.ToColumn(c.Key))]);
    }

    private static FileTrialResult Run(TrialFile file, FileTrialSettings settings, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var table = OutcomeTable.Open(file.Path, settings.Target, settings.Positive, [.. settings.LeftOut], null);
        var trial = new PropensityTrial(table.Predictors, CountModel.DefaultPropensity, settings.Delay);
        var (predictions, outcomes) = (new List<TrialPrediction>(), new List<bool>());
        foreach (var (values, positive) in table.Read(file.Path, null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            predictions.Add(trial.Next(values, positive));
            outcomes.Add(positive);
            if (predictions.Count % TellEvery == 0)
            {
                progress?.Report(Math.Min(1, (double)predictions.Count / file.Rows));
            }
        }

        trial.Finish();
        var scores = TrialScores.Of(predictions, outcomes, Block, Math.Max(1, predictions.Count / 10));
        return new FileTrialResult(scores, table.Skipped, [.. trial.Report().Predictors.Select(p => new TrialColumnUse(p.Name, p.Auc, p.IsUsed))]);
    }

    private sealed class Seen
    {
        private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);
        private bool _more;
        private bool _numeric = true;
        private long _filled;

        public void Add(string text)
        {
            _filled++;
            _numeric = _numeric && OutcomeTable.NumberOf(text) is not null;
            if (_values.Count < MostDistinct || _values.ContainsKey(text))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_values, text, out _)++;
            }
            else
            {
                _more = true;
            }
        }

        public TrialColumn ToColumn(string name) => new(
            name, _numeric && _filled > 0, _filled, [.. _values.OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Take(IFileTrials.MostValues).Select(v => (v.Key, v.Value))],
            _more || _values.Count > IFileTrials.MostValues);
    }
}
