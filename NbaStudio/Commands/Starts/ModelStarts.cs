using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Starts;
using NbaStudio.Engine.Propensity.Trials;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Commands.Starts;

/// <summary>Starts models from files over the engine, with the audit log. One check at a time: decisions come first on this machine. Thread safe.</summary>
internal sealed class ModelStarts(NbaEngine engine, AuditLog audit) : IModelStarts
{
    private const int Block = 1_000;
    private const int TellEvery = 500;
    private const int LongestName = 100;
    private readonly SemaphoreSlim _turn = new(1);

    public IReadOnlyList<StartTarget> Targets(string language)
    {
        var policy = engine.Policy!;
        return
        [
            .. policy.Treatments.Where(t => t.Activity.Kind != ActivityKind.Archived)
                .Select(t => new StartTarget(t.Id, ModelReader.NameOf(policy, t, language), t.Heads[0].Kind, [.. t.Heads.Skip(1).Select(h => h.Kind)])),
        ];
    }

    public IReadOnlyList<StartPredictor> Predictors(string language)
    {
        var policy = engine.Policy!;
        return [.. policy.Predictors.Select(p => new StartPredictor(p.Name, InputNames.Of(policy, p.Name, language)))];
    }

    public IReadOnlyDictionary<string, string> Guess(IEnumerable<string> columns) => ColumnMap.Guess(engine.Policy!, columns);

    public async Task<StartCheck> CheckAsync(string path, StartSettings settings, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Check(engine.Policy!, path, settings, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<StartAnswer> StartAsync(string treatmentId, string path, string name, StartSettings settings, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Publish);
        ArgumentNullException.ThrowIfNull(settings);
        var file = await Task.Run(() => StartFile.Read(path, engine.Policy!, settings, cancellationToken), cancellationToken).ConfigureAwait(false);
        var check = file.Check();
        if (check.Issues.Count > 0)
        {
            return new StartAnswer(check, null);
        }

        var start = new ModelStart(
            settings.FurtherHead, name.Length > LongestName ? name[..LongestName] : name, await FingerprintAsync(path, cancellationToken).ConfigureAwait(false),
            [.. file.Predictors.Select(p => p.Name)], [.. file.Values], [.. file.Positives], settings.Effective, settings.Again);
        var reply = await engine.StartModelAsync(treatmentId, start, who.Name).ConfigureAwait(false);
        if (reply is { Outcome: ModelStartOutcome.Started, Start: { } started })
        {
            await audit.WriteAsync(
                who.Name, "model.start", treatmentId, after: string.Create(CultureInfo.InvariantCulture, $"{start.File}: {started.Rows} rows count for {started.Effective} responses, {started.Columns} predictors"),
                stop: CancellationToken.None).ConfigureAwait(false);
        }

        return new StartAnswer(check, reply);
    }

    private static StartCheck Check(PolicySnapshot policy, string path, StartSettings settings, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var file = StartFile.Read(path, policy, settings, cancellationToken);
        var width = file.Predictors.Count;
        if (file.Check().Issues.Count > 0)
        {
            return file.Check();
        }

        var trial = new PropensityTrial([.. file.Predictors.Select(p => new PredictorDefinition(p.Name, p.Numeric ? PredictorType.Numeric : PredictorType.Categorical))]);
        var predictions = new List<TrialPrediction>(file.Positives.Count);
        var values = file.Values.ToArray();

        // In the mixed order in which they would be learned: a file that is sorted by its outcome says nothing otherwise.
        var order = StartLimits.Order(file.Positives, 0);
        foreach (var row in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            predictions.Add(trial.Next(values.AsSpan(row * width, width).ToArray(), file.Positives[row]));
            if (predictions.Count % TellEvery == 0)
            {
                progress?.Report((double)predictions.Count / order.Length);
            }
        }

        trial.Finish();
        return file.Check(TrialScores.Of(predictions, [.. order.Select(row => file.Positives[row])], Block, Math.Max(1, predictions.Count / 10)));
    }

    private static async Task<ulong> FingerprintAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return BinaryPrimitives.ReadUInt64LittleEndian(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }
}
