using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>The one place of learning: reads committed responses in journal order, learns them (those to further heads each in a learner of its own), publishes models. What it knows is a checkpoint plus the journal after it.</summary>
internal sealed class LearnerLoop(HubServices services, IHubStore store, EngineOptions options, ILogger logger) : ICommitParticipant, IAsyncDisposable
{
    public const string CheckpointName = "learner";
    private const string SchemaPrefix = "predictors:";
    // Several readers allowed: only such a channel can say how much waits.
    private readonly Channel<Step> _steps = Channel.CreateUnbounded<Step>();
    private readonly Dictionary<ulong, string[]> _schemas = [];
    private PropensityLearner _learner = new();
    private FurtherLearners _further = new();
    private long _position;
    private string[] _predictors = [];
    private long _sinceCheckpoint;
    private readonly SemaphoreSlim _urgent = new(0);
    private Task? _waking;
    private Task _running = Task.CompletedTask;

    /// <summary>Asks somebody with a lane to write a blob.</summary>
    public Func<BlobRow, Task>? WriteBlob { get; set; }

    /// <summary>Journal position of the last response that the published models know.</summary>
    public long Version => services.TryGetState(out var state) ? state.Models.Version : 0;

    /// <summary>Rebuilds what was learned and begins to learn on.</summary>
    public void Start()
    {
        Restore();
        services.Publish(_learner.Publish(), _further.Publish());
        _running = Task.Run(RunUntilStoppedAsync);
    }

    /// <summary>Completes when everything committed before is learned and published.</summary>
    public Task SettleAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new Step(Done: done));
        return done.Task;
    }

    /// <summary>Asks the learner, on its own thread and between two responses.</summary>
    public Task<T> AskAsync<T>(Func<PropensityLearner, T> question) => AnswerAsync(() => question(_learner));

    /// <summary>Asks the learner of a kind of further heads; null where no treatment has had one.</summary>
    public Task<T> AskAsync<T>(HeadKind furtherHead, Func<PropensityLearner?, T> question) => AnswerAsync(() => question(_further[furtherHead]));

    private Task<T> AnswerAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(new Step(Ask: () =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception e)
            {
                answer.SetException(e); // the mistake of who asks must not stop the learner
            }
        }));
        return answer.Task;
    }

    public void OnCommitted(CommitBatch batch)
    {
        foreach (var row in batch.Journal)
        {
            if (IsForLearner(row))
            {
                _steps.Writer.TryWrite(new Step(Row: row));
            }
        }
    }

    public void ResetToDurable() => _steps.Writer.TryWrite(new Step(Reset: true));

    public async ValueTask DisposeAsync()
    {
        // Twice is allowed: the host stops the engine, and so does the container that made it.
        if (_steps.Writer.TryComplete())
        {
            _urgent.Release();
        }

        await _running.ConfigureAwait(false);
        _urgent.Dispose();
    }

    /// <summary>Somebody waits for this step: it ends the pause between publications.</summary>
    /// <exception cref="InvalidOperationException">The learner has stopped.</exception>
    private void Post(in Step step)
    {
        if (!_steps.Writer.TryWrite(step))
        {
            throw new InvalidOperationException("The learner has stopped.");
        }

        _urgent.Release();
    }

    /// <summary>The journal entry of a revision for the learner. What only a trial beside it has is learned as well; inputs are those of the policy in force.</summary>
    public static byte[] CatalogueEntry(PolicySnapshot policy, Trials.ServingTrial? trial)
    {
        PolicySnapshot[] all = trial is null ? [policy] : [policy, trial.Policy.Snapshot];
        return JournalPayloads.Catalogue(
            policy.Revision,
            [.. all.SelectMany(TreatmentsOf).DistinctBy(t => t.Key)],
            [.. policy.Predictors.Select(p => new PredictorDefinition(p.Name, p.Numeric ? PredictorType.Numeric : PredictorType.Categorical))],
            [.. all.SelectMany(HeadsOf).DistinctBy(h => (h.Kind, h.TreatmentKey))],
            trial?.Draw);
    }

    /// <summary>What is learned of each treatment of a policy.</summary>
    public static IEnumerable<TreatmentInfo> TreatmentsOf(PolicySnapshot policy) => policy.Treatments.Select(t => new TreatmentInfo(
        t.Key, policy.Actions[t.Action].Key, policy.Groups[t.Group].Key, policy.Channels[t.Channel].Key,
        double.IsNaN(policy.Actions[t.Action].StartingPropensity) ? null : policy.Actions[t.Action].StartingPropensity,
        TimeSpan.FromMilliseconds(t.HalfLifeMilliseconds))
    {
        Imported = policy.Actions[t.Action].PropensityScore is { } score ? new ImportedScore(score, policy.Scores.First(s => "score." + s.Name == score).Fingerprint) : null,
    });

    private static IEnumerable<FurtherHead> HeadsOf(PolicySnapshot policy) =>
        policy.Treatments.SelectMany(t => t.Heads.Skip(1).Select(h => new FurtherHead(h.Kind, t.Key, double.IsNaN(h.StartingPropensity) ? null : h.StartingPropensity)));

    /// <summary>Fingerprint and names of a policy's predictors, for responses that outlive the list.</summary>
    public static BlobRow SchemaBlob(ServingPolicy policy) =>
        new(SchemaPrefix + policy.PredictorSchema, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', policy.Snapshot.Predictors.Select(p => p.Name))));

    private static bool IsForLearner(JournalRow row) => row is { Kind: JournalKind.Model or JournalKind.Policy or JournalKind.ModelCare or JournalKind.ModelStart, Payload: not null };

    private async Task RunUntilStoppedAsync()
    {
        var waiting = new List<TaskCompletionSource>();
        try
        {
            await RunAsync(waiting).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.LogCritical(e, "The learner stopped at journal position {Version}. Decisions go on with the last models; restart to learn on.", _position);
            _steps.Writer.TryComplete();
            while (_steps.Reader.TryRead(out var step))
            {
                if (step.Done is { } done)
                {
                    waiting.Add(done);
                }
            }

            waiting.ForEach(w => w.TrySetException(e));
            throw;
        }
    }

    private async Task RunAsync(List<TaskCompletionSource> waiting)
    {
        while (await _steps.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var learned = 0;
            while (learned < 2_000 && _steps.Reader.TryRead(out var step))
            {
                if (step.Done is { } done)
                {
                    waiting.Add(done);
                }

                learned += Take(step);
            }

            services.Publish(_learner.Publish(), _further.Publish());
            foreach (var done in waiting)
            {
                done.SetResult();
            }

            waiting.Clear();
            await CheckpointAsync().ConfigureAwait(false);
            if (_steps.Reader.Count < 100 && !_steps.Reader.Completion.IsCompleted)
            {
                // Publishing copies changed blocks: a short pause lets responses gather without being late.
                await PauseAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task PauseAsync()
    {
        // One wait outlives the pauses: a cancelled one stays in the semaphore's queue for a moment and would take somebody's release with it.
        _waking ??= _urgent.WaitAsync();
        using var enough = new CancellationTokenSource();
        await Task.WhenAny(Task.Delay(options.ModelInterval, services.Time, enough.Token), _waking).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        _waking = _waking.IsCompleted ? null : _waking;
        while (_urgent.Wait(0))
        {
            // All that wait are served by the next round.
        }
    }

    private int Take(in Step step)
    {
        if (step.Reset)
        {
            Restore();
        }

        step.Ask?.Invoke();
        return step.Row is { } row && Learn(row) ? 1 : 0;
    }

    private bool Learn(JournalRow row)
    {
        if (row.Sequence <= _position)
        {
            return false;
        }

        _position = row.Sequence;
        if (row.Kind == JournalKind.Policy)
        {
            var (_, treatments, predictors, heads, _) = JournalPayloads.ReadCatalogue(row.Payload!);
            _predictors = [.. predictors.Select(p => p.Name)];
            _learner.SetCatalogue(treatments, predictors);
            _further.SetCatalogue(treatments, predictors, heads);
            return true;
        }

        if (row.Kind == JournalKind.ModelCare)
        {
            var (treatment, kind, by) = JournalPayloads.ReadModelCare(row.Payload!);
            _learner.Care(row.Sequence, treatment, kind, row.Time, by);
            _further.Care(row.Sequence, treatment, kind, row.Time, by);
            return true;
        }

        if (row.Kind == JournalKind.ModelStart)
        {
            LearnRows(row);
            return true;
        }

        var read = JournalPayloads.ReadResponse(row.Payload!);
        _sinceCheckpoint++;
        var response = new Response(row.Sequence, read.Time, read.Treatment, Arrange(read), read.IsPositive, read.IsCorrection, read.NegativeTime, read.Arm.DecidedAt, read.Arm.WindowEnd)
        {
            Served = read.Served,
        };
        return read.FurtherHead is { } head ? _further.Learn(head, response) : _learner.Learn(response);
    }

    private void LearnRows(JournalRow row)
    {
        var (treatment, head, part) = StartEntry.Read(row.Payload!, row.Time);
        _sinceCheckpoint += part.Positives.Length;
        if (head is { } further)
        {
            _further.Start(further, row.Sequence, treatment, part);
        }
        else
        {
            _learner.Start(row.Sequence, treatment, part);
        }
    }

    /// <summary>The values in the order of the predictors in force, by name.</summary>
    private double[] Arrange(LearnedResponse response)
    {
        var names = SchemaOf(response.Schema);
        if (names is null || names.AsSpan().SequenceEqual(_predictors))
        {
            return response.Predictors.Length == _predictors.Length ? response.Predictors : Missing();
        }

        var arranged = Missing();
        for (var i = 0; i < _predictors.Length; i++)
        {
            var at = Array.IndexOf(names, _predictors[i]);
            arranged[i] = at < 0 || at >= response.Predictors.Length ? double.NaN : response.Predictors[at];
        }

        return arranged;
    }

    private double[] Missing()
    {
        var missing = new double[_predictors.Length];
        Array.Fill(missing, double.NaN);
        return missing;
    }

    private string[]? SchemaOf(ulong schema)
    {
        if (!_schemas.TryGetValue(schema, out var names) && store.ReadBlob(SchemaPrefix + schema)?.Value is { } bytes)
        {
            var text = System.Text.Encoding.UTF8.GetString(bytes);
            _schemas[schema] = names = text.Length == 0 ? [] : text.Split('\n');
        }

        return names;
    }

    private void Restore()
    {
        _learner = new PropensityLearner();
        _further = new FurtherLearners();
        _position = 0;
        var from = 1L;
        var checkpoint = store.ReadBlob(CheckpointName);
        if (checkpoint is { Value: { } old } && !PropensityLearner.IsCurrent(old))
        {
            if (store.ReadHead().AnchorSequence > 0)
            {
                logger.LogWarning("The model checkpoint was written by another version of the program: the models are learned anew from the journal, which no longer holds what is past the retention; what was learned from that is lost");
            }
            else
            {
                logger.LogInformation("The model checkpoint was written by another version of the program: the models are learned anew from the journal.");
            }

            checkpoint = null;
        }

        if (checkpoint is { Value: { } bytes, JournalPosition: { } position })
        {
            using var stream = new MemoryStream(bytes);
            _learner = PropensityLearner.Read(stream);
            _further = FurtherLearners.Read(stream);
            _position = position;
            from = position + 1;
        }

        _predictors = [.. _learner.PredictorNames];
        _sinceCheckpoint = 0;
        while (store.ReadJournal(from, 2_000) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                if (IsForLearner(row))
                {
                    Learn(row);
                }
            }

            from = page[^1].Sequence + 1;
        }
    }

    private async Task CheckpointAsync()
    {
        if (_sinceCheckpoint < options.CheckpointEvery || WriteBlob is not { } write)
        {
            return;
        }

        _sinceCheckpoint = 0;
        using var stream = new MemoryStream();
        _learner.Write(stream);
        _further.Write(stream);
        try
        {
            await write(new BlobRow(CheckpointName, stream.ToArray(), _position)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CommitFailedException or HubUnavailableException or HubBusyException)
        {
            // Nothing is lost: the journal still has every response, and the next checkpoint covers them.
            logger.LogWarning(e, "The model checkpoint at journal position {Version} was not written; the next one will be.", _position);
        }
    }

    private readonly record struct Step(
        JournalRow? Row = null, bool Reset = false, Action? Ask = null, TaskCompletionSource? Done = null);
}
