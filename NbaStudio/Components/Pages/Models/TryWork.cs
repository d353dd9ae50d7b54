using System.Globalization;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Models;

/// <summary>What the page "Try a file" is at: the file, the choices, the trial that runs, its result. For one page; its changes come on the page's thread.</summary>
public sealed class TryWork(IFileTrials trials) : IDisposable
{
    private CancellationTokenSource? _running;
    private bool _disposed;

    public TrialFile? File { get; private set; }

    public string Target { get; private set; } = "";

    public string Positive { get; set; } = "";

    /// <summary>Columns not to learn from, the target beside.</summary>
    public HashSet<string> LeftOut { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Further rows until an outcome is known.</summary>
    public int Delay { get; private set; }

    public FileTrialResult? Result { get; private set; }

    /// <summary>What the result was made with.</summary>
    public FileTrialSettings? Tried { get; private set; }

    public bool IsReading { get; private set; }

    public bool IsRunning => _running is not null && !IsReading;

    /// <summary>Key of what went wrong or was cancelled; null = nothing.</summary>
    public string? Message { get; private set; }

    public TrialColumn? TargetColumn => File?.Columns.FirstOrDefault(c => c.Name == Target);

    /// <summary>Columns that can be learned from.</summary>
    public IEnumerable<TrialColumn> Predictors => File?.Columns.Where(c => c.Name != Target && c.Filled > 0) ?? [];

    public int Left => Predictors.Count(c => !LeftOut.Contains(c.Name));

    public bool CanRun => !IsReading && _running is null && TargetColumn is { CanBeTarget: true } && Left is > 0 and <= IFileTrials.MostColumns;

    /// <summary>Whether the choices have changed since the result.</summary>
    public bool IsStale => Tried is { } tried && (tried.Target != Target || tried.Positive != Positive || tried.Delay != Delay || !LeftOut.SetEquals(tried.LeftOut));

    /// <summary>Takes a file in; the one before goes.</summary>
    /// <param name="size">Bytes, as far as is known.</param>
    public async Task OpenAsync(Func<Stream> open, string name, long size)
    {
        ArgumentNullException.ThrowIfNull(open);
        if (_running is not null)
        {
            return;
        }

        File?.Dispose();
        (File, Result, Tried, Message) = (null, null, null, null);
        LeftOut.Clear();
        if (size > IFileTrials.MaximumBytes)
        {
            Message = "try.tooLarge";
            return;
        }

        using var running = new CancellationTokenSource();
        (_running, IsReading) = (running, true);
        try
        {
            await using var content = open();
            var file = await trials.OpenAsync(content, name, running.Token);
            if (_disposed)
            {
                file?.Dispose();
                return;
            }

            File = file;
            Message = file is null ? "try.unreadable" : file.GuessTarget() is null ? "try.noTarget" : null;
            Choose(file?.GuessTarget()?.Name ?? "");
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            Message = "try.cancelled";
        }
        finally
        {
            (_running, IsReading) = (null, false);
        }
    }

    public void Choose(string target)
    {
        Target = target;
        Positive = TargetColumn is { CanBeTarget: true } column ? TrialFile.GuessPositive(column) : "";
    }

    public void SetDelay(string? rows) => Delay = int.TryParse(rows, CultureInfo.InvariantCulture, out var delay) ? Math.Clamp(delay, 0, 1_000_000) : Delay;

    public void Toggle(string column)
    {
        if (!LeftOut.Remove(column))
        {
            LeftOut.Add(column);
        }
    }

    public async Task RunAsync(IProgress<double>? progress = null)
    {
        if (!CanRun)
        {
            return;
        }

        using var running = new CancellationTokenSource();
        (_running, Message) = (running, null);
        var settings = new FileTrialSettings(Target, Positive, [.. LeftOut], Delay);
        try
        {
            Result = await trials.RunAsync(File!, settings, progress, running.Token);
            Tried = settings;
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            Message = "try.cancelled";
        }
        finally
        {
            _running = null;
        }
    }

    public void Cancel() => _running?.Cancel();

    public void Dispose()
    {
        _disposed = true;
        _running?.Cancel();
        File?.Dispose();
    }
}
