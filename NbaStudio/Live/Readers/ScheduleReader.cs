using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>Schedules and waiting timers, from the engine and from what is durable. Thread safe.</summary>
internal sealed class ScheduleReader(NbaEngine engine, AuditLog audit) : IScheduleReader
{
    private const int SoonestCustomers = 100;
    private const int NextTimes = 3;

    public event Action? Changed
    {
        add => engine.Schedules.Changed += value;
        remove => engine.Schedules.Changed -= value;
    }

    public ScheduleOverview Read(string language)
    {
        var policy = engine.Policy!;
        var words = new Words(language);
        var next = engine.Schedules.Upcoming(NextTimes).ToLookup(t => t.Trigger);
        return new ScheduleOverview(
            [.. policy.Triggers.Where(t => t.Schedule is not null).Select(t => new ScheduleView(
                t.Name, t.Label.In(language), t.Schedule!.Times.Text, policy.Audiences[t.Schedule.Audience].Name, t.Schedule.PacePerMinute is var pace and > 0 ? pace : null,
                TimeSpan.FromMilliseconds(t.ValidForMilliseconds), [.. next[t.Name].Take(NextTimes)]) { Sentence = ScheduleSentences.Of(t.Schedule.Times, words), AudienceLabel = policy.Audiences[t.Schedule.Audience].Label.In(language) })],
            [.. engine.Schedules.Runs.Select(run => ViewOf(policy, run, language))]);
    }

    public async Task<WaitingTimers> ReadTimersAsync(TimerStep step, string language, CancellationToken cancellationToken = default)
    {
        var (width, count) = step switch
        {
            TimerStep.Minute => (TimeSpan.FromMinutes(1), 60),
            TimerStep.Hour => (TimeSpan.FromHours(1), 48),
            _ => (TimeSpan.FromDays(1), 60),
        };
        var now = engine.Now;
        var starts = Enumerable.Range(0, count).Select(i => now + (i * width)).ToArray();
        var counts = await engine.CountDueAsync([.. starts, now + (count * width)]).ConfigureAwait(false);
        return new WaitingTimers(
            counts.Sum(c => (long)c), counts[0], counts[^1], [.. starts.Select((start, i) => new TimerBucket(start, counts[i + 1]))],
            await Task.Run(() => Soonest(engine.Policy!, language), cancellationToken).ConfigureAwait(false));
    }

    public async Task<ScheduleRunView?> StopRunAsync(string id, Caller who, string language, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Publish);
        var before = engine.Schedules.Runs.FirstOrDefault(r => r.Id == id)?.Status;
        if (before is null || await engine.Schedules.StopRunAsync(id).ConfigureAwait(false) is not { } run)
        {
            return null;
        }

        if (before == ScheduleRunStatus.Running)
        {
            await audit.WriteAsync(who.Name, "schedule.stop", id, stop: cancellationToken).ConfigureAwait(false);
        }

        return ViewOf(engine.Policy!, run, language);
    }

    public IAsyncEnumerable<AudienceReach>? CountReach(string trigger, PolicyDocument? draft = null, CancellationToken cancellationToken = default)
    {
        var policy = draft is null ? engine.Policy! : PolicyCompiler.Compile(draft, 1, engine.Now).Snapshot;
        return policy?.Triggers.Any(t => t.Name == trigger && t.Schedule is not null) == true ? engine.Schedules.CountReachAsync(trigger, policy, cancellationToken) : null;
    }

    private static ScheduleRunView ViewOf(PolicySnapshot policy, ScheduleRunInfo run, string language) => new(
        run, policy.TriggerOfKey(run.TriggerKey)?.Label.In(language) ?? run.Trigger,
        run.Status == ScheduleRunStatus.Completed ? 1 : run.Customers == 0 ? 0 : Math.Min(1, (double)run.Looked / run.Customers));

    private List<WaitingTimer> Soonest(PolicySnapshot policy, string language)
    {
        var timers = new List<WaitingTimer>();
        foreach (var waiting in engine.Store.ReadDueCustomers(long.MinValue, 0, SoonestCustomers))
        {
            if (engine.Store.LoadCustomer(waiting.Key) is { } stored)
            {
                var customer = CustomerStateCodec.Read(stored.State);
                timers.AddRange(customer.Timers.Items.Select(t => View(policy, customer, t, language)));
            }
        }

        return [.. timers.OrderBy(t => t.Due).Take(SoonestCustomers)];
    }

    private static WaitingTimer View(PolicySnapshot policy, CustomerState customer, CustomerTimer timer, string language)
    {
        var treatment = timer.Treatment > 0 && policy.TreatmentIndexOfKey(timer.Treatment) is var index and >= 0 ? policy.Treatments[index] : null;
        return new WaitingTimer(DateTimeOffset.FromUnixTimeMilliseconds(timer.Due), timer.Kind, customer.PrimaryId, treatment?.Id)
        {
            Customer = CustomerText.Name(customer),
            About = treatment is not null ? policy.Actions[treatment.Action].Label.In(language)
                : timer is { Kind: TimerKind.Pattern, Payload: { } name } ? policy.TriggerNamed(name)?.Label.In(language) : null,
        };
    }
}
