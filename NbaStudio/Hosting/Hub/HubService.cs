using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Demo.Policy;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Trials;
using NbaStudio.Engine.Storage;
using NbaStudio.Live;

namespace NbaStudio.Hosting.Hub;

/// <summary>Brings the engine up with the newest policy, before anything is served, and lets it finish its work at the end.</summary>
internal sealed class HubService(
    NbaEngine engine, PolicyStore policies, TrialStore trials, ConsoleSettings settings, NbaOptions options, HubClock clock, LiveFeedObserver live, IEnumerable<IHubObserver> observers,
    ILogger<HubService> log) : IHostedService
{
    private const int Page = 1_000;

    /// <summary>Waits this long for work to finish when the process stops.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public async Task StartAsync(CancellationToken stop)
    {
        ResumeClock();
        var (document, revision) = await LoadPolicyAsync(stop);
        engine.SendingStopped = await settings.GetAsync(ConsoleSettings.SendingStopped, stop) == "true";
        foreach (var observer in observers)
        {
            engine.Observe(observer);
        }

        var interrupted = Interrupted();
        var publication = await engine.StartAsync(document, revision, await LoadTrialAsync(document, stop));
        if (!publication.Succeeded)
        {
            var errors = publication.Issues.Where(issue => issue.Severity == IssueSeverity.Error).ToList();
            throw new InvalidOperationException(
                $"revision {revision} of the policy cannot be used: {string.Join("; ", errors.Take(5).Select(issue => $"{issue.Path}: {issue.Message}"))}"
                + (errors.Count > 5 ? $"; and {errors.Count - 5} more" : ""));
        }

        live.OnPolicy(publication.Current!);
        await SettleInterruptedAsync(interrupted, publication.Current!);
        log.LogInformation(
            "Policy {Name}, revision {Revision}: {Actions} actions, {Treatments} treatments{Stopped}", document.Name, revision, publication.Current!.Actions.Count,
            publication.Current.Treatments.Count, engine.SendingStopped ? "; all sending is stopped" : "");
    }

    public async Task StopAsync(CancellationToken stop)
    {
        try
        {
            // Connections that did not end may have used up the host's time already: the engine gets its own all the same.
            await engine.DisposeAsync().AsTask().WaitAsync(Patience, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            log.LogError("The engine did not finish within {Seconds} s; what was not committed was not acknowledged either", Patience.TotalSeconds);
        }
    }

    private static bool MayRepeat(OutboxRow row, PolicySnapshot policy)
    {
        var channel = policy.ChannelIndexOf(row.ChannelId) is var index and >= 0 ? policy.Channels[index] : null;
        return channel is not null && (channel.Kind != ChannelKind.Email || channel.ResendUncertain || Delivery.FromBytes(row.Payload).Simulated);
    }

    /// <summary>A clock of the hub's own never shows a time before what is stored: caps, windows and timers would count what has not happened yet.</summary>
    private void ResumeClock()
    {
        var store = engine.Store;
        if (!clock.IsSimulated || store.ReadJournal(store.ReadHead().Sequence, 1) is not [var last])
        {
            return;
        }

        clock.AdvanceTo(DateTimeOffset.FromUnixTimeMilliseconds(last.Time));
        log.LogInformation("The hub's clock goes on at {Time:u}, {Speed} times as fast as the machine's", clock.GetUtcNow(), clock.Speed);
    }

    private async Task<(PolicyDocument Document, int Revision)> LoadPolicyAsync(CancellationToken stop)
    {
        if (await policies.LatestAsync(stop) is { } latest)
        {
            var reading = PolicyStorage.Join(await policies.LoadRevisionAsync(latest.Number, stop) ?? []);
            return reading.Document is { } stored
                ? (stored, latest.Number)
                : throw new InvalidOperationException($"revision {latest.Number} of the policy cannot be read: {string.Join("; ", reading.Issues.Take(5).Select(issue => $"{issue.Path}: {issue.Message}"))}");
        }

        var first = PolicyKeys.Assign(options.Demo ? DemoPolicy.Create() : NewWorkspace, 0).Document;
        var compilation = PolicyCompiler.Compile(first, 1, clock.GetUtcNow());
        if (compilation.Snapshot is null)
        {
            throw new InvalidOperationException($"the first policy has errors: {string.Join("; ", compilation.Issues.Take(5).Select(issue => $"{issue.Path}: {issue.Message}"))}");
        }

        var saved = await policies.SaveRevisionAsync(0, PolicyStorage.Split(first), "system", options.Demo ? "The demo workspace" : "A new workspace", stop: stop);
        return (first, saved.Number);
    }

    /// <summary>The trial that ran. One that this version of the program does not take is withdrawn: the hub starts without it.</summary>
    private async Task<TrialPolicy?> LoadTrialAsync(PolicyDocument inForce, CancellationToken stop)
    {
        if (await trials.RunningAsync(stop) is not { } trial)
        {
            return null;
        }

        var reading = PolicyStorage.Join(await policies.LoadRevisionAsync(trial.Revision, stop) ?? []);
        var mistakes = reading.Document is { } document ? TrialCheck.Mistakes(inForce, document, clock.GetUtcNow()) : reading.Issues;
        if (reading.Document is { } tried && mistakes.Count == 0)
        {
            return new TrialPolicy(trial.ToDraw(), tried);
        }

        log.LogError("The trial of {Name} (revision {Revision}) cannot be taken up and is withdrawn: {Mistake}", trial.Name, trial.Revision, mistakes.Count > 0 ? mistakes[0].Message : "it cannot be read");
        await trials.WithdrawAsync(trial.Id, "system", clock.GetUtcNow(), "start", CancellationToken.None);
        return null;
    }

    private static PolicyDocument NewWorkspace => new() { Name = "My workspace", Languages = ["en", "ja"] };

    /// <summary>What was on its way when the process ended; read before anything new is sent.</summary>
    private List<OutboxRow> Interrupted()
    {
        var reader = engine.Store;
        var count = reader.CountOutbox(OutboxStatus.Sending);
        return count == 0 ? [] : [.. reader.ReadOutbox(OutboxStatus.Sending, long.MaxValue, (int)Math.Min(int.MaxValue, count + Page))];
    }

    /// <summary>Whether they left is not known: channels whose receivers recognise a repeated key get them again, for the others a person decides.</summary>
    private async Task SettleInterruptedAsync(List<OutboxRow> rows, PolicySnapshot policy)
    {
        var again = 0;
        foreach (var rest in rows.Chunk(Page))
        {
            await Task.WhenAll(rest.Select(row =>
            {
                var resend = MayRepeat(row, policy);
                again += resend ? 1 : 0;
                return engine.SetDeliveryAsync(resend
                    ? row with { Status = OutboxStatus.Pending, NextAttempt = clock.GetUtcNow().ToUnixTimeMilliseconds(), LastError = "The process ended while it was being sent; it is sent again with the same key." }
                    : row with { Status = OutboxStatus.Uncertain, LastError = "The process ended while it was being sent; whether it left is not known." });
            }));
        }

        if (rows.Count > 0)
        {
            log.LogWarning("{Count} deliveries were on their way when the process ended: {Again} are sent again, {Uncertain} wait for a person", rows.Count, again, rows.Count - again);
        }
    }
}
