using System.Globalization;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity.Starts;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Models;

/// <summary>Starting a treatment's models from the file that was tried: whose, by which columns, what would be learned, what became of it. For one page; its changes come on the page's thread.</summary>
public sealed class StartWork : IDisposable
{
    private readonly IModelStarts _starts;
    private readonly TrialFile _file;
    private readonly string _target;
    private readonly string _positive;
    private readonly Dictionary<string, string> _map;
    private CancellationTokenSource? _running;

    /// <param name="file">The file; it outlives this.</param>
    /// <param name="settings">How it was tried: its outcome, and the columns left out.</param>
    /// <param name="treatmentId">Whose models; the first treatment where it is unknown.</param>
    public StartWork(IModelStarts starts, TrialFile file, FileTrialSettings settings, string language, string? treatmentId)
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(settings);
        (_starts, _file, _target, _positive) = (starts, file, settings.Target, settings.Positive);
        Targets = starts.Targets(language);
        Predictors = starts.Predictors(language);
        Columns = [.. file.Columns.Where(c => c.Name != settings.Target && c.Filled > 0).Select(c => c.Name)];
        _map = starts.Guess(Columns.Where(c => !settings.LeftOut.Contains(c))).ToDictionary(pair => pair.Key, pair => pair.Value);
        Target = Targets.FirstOrDefault(t => t.TreatmentId == treatmentId) ?? Targets.FirstOrDefault();
    }

    public IReadOnlyList<StartTarget> Targets { get; }

    public IReadOnlyList<StartPredictor> Predictors { get; }

    /// <summary>Columns that a predictor can be found in.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Whose models; null where the policy has no treatment.</summary>
    public StartTarget? Target { get; private set; }

    /// <summary>The further head; null = the primary one.</summary>
    public HeadKind? Head { get; private set; }

    public int Effective { get; private set; } = StartLimits.StandardEffective;

    /// <summary>What the file holds as things are chosen now; null until it is checked, and after every change.</summary>
    public StartCheck? Check { get; private set; }

    /// <summary>What became of it; null until it is asked for, and after every change.</summary>
    public ModelStartReply? Reply { get; private set; }

    public bool IsBusy => _running is not null;

    public bool CanCheck => Target is not null && !IsBusy;

    /// <summary>Whether the check found nothing against it, and it is not done yet.</summary>
    public bool CanStart => Check is { Issues.Count: 0 } && !IsBusy && Reply?.Outcome != ModelStartOutcome.Started;

    /// <summary>For how many responses the rows would count.</summary>
    public int CountsFor => Math.Min(Effective, Check?.Rows ?? Effective);

    /// <summary>Columns that no predictor takes.</summary>
    public IEnumerable<string> Ignored => Columns.Where(c => !_map.ContainsValue(c));

    public string ColumnOf(string predictor) => _map.GetValueOrDefault(predictor, "");

    public void Choose(string treatmentId) => Change(() => (Target, Head) = (Targets.FirstOrDefault(t => t.TreatmentId == treatmentId) ?? Target, null));

    public void ChooseHead(string kind) => Change(() => Head = Enum.TryParse<HeadKind>(kind, out var head) && Target?.Further.Contains(head) == true ? head : null);

    public void SetEffective(string? number) =>
        Change(() => Effective = int.TryParse(number, CultureInfo.InvariantCulture, out var effective) ? Math.Clamp(effective, StartLimits.LeastEffective, StartLimits.MostEffective) : Effective);

    public void Map(string predictor, string column) => Change(() =>
    {
        _map.Remove(predictor);
        if (Columns.Contains(column))
        {
            _map.Add(predictor, column);
        }
    });

    public async Task CheckAsync(IProgress<double>? progress = null)
    {
        if (CanCheck)
        {
            Reply = null;
            Check = await RunAsync(stop => _starts.CheckAsync(_file.Path, Settings(false), progress, stop));
        }
    }

    /// <param name="again">Whether a file that was taken before is taken once more.</param>
    /// <param name="who">Who asks.</param>
    public async Task StartAsync(bool again, Caller who)
    {
        if (CanStart && Target is { } target)
        {
            // Whoever asked may leave the page at once: what is asked for is done.
            var answer = await RunAsync(_ => _starts.StartAsync(target.TreatmentId, _file.Path, _file.Name, Settings(again), who, CancellationToken.None));
            Reply = answer?.Reply;
            if (answer is { Check.Issues.Count: > 0 })
            {
                Check = answer.Check;
            }
        }
    }

    public void Dispose() => _running?.Cancel();

    private void Change(Action change)
    {
        if (!IsBusy)
        {
            change();
            (Check, Reply) = (null, null);
        }
    }

    private StartSettings Settings(bool again) => new(_target, _positive, [.. _map.Select(pair => (pair.Key, pair.Value))], true, Head, Effective, again);

    private async Task<T?> RunAsync<T>(Func<CancellationToken, Task<T>> work)
        where T : class
    {
        using var running = new CancellationTokenSource();
        _running = running;
        try
        {
            return await work(running.Token);
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _running = null;
        }
    }
}
