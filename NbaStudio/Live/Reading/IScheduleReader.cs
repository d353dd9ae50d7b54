using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Schedules and waiting timers for the console and the API. Implementations are thread safe and raise <see cref="Changed"/> on any thread.</summary>
public interface IScheduleReader
{
    /// <summary>Raised when a run began, got on or ended; often: throttle it.</summary>
    event Action? Changed;

    /// <summary>Every schedule of the live policy with its next times, and the runs, newest first.</summary>
    ScheduleOverview Read(string language);

    /// <summary>What waits: customers by the time of their next timer, and the soonest timers in full.</summary>
    /// <param name="step">Width of a bucket.</param>
    Task<WaitingTimers> ReadTimersAsync(TimerStep step, string language, CancellationToken cancellationToken = default);

    /// <summary>Stops a run; audited. Null when there is none with this id; a run that has ended stays as it is.</summary>
    [Needs(Scopes.Publish)]
    Task<ScheduleRunView?> StopRunAsync(string id, Caller who, string language, CancellationToken cancellationToken = default);

    /// <summary>Counts a schedule's audience over all customers; every part of the answer replaces the one before, the last is complete. Ends early when cancelled.</summary>
    /// <param name="trigger">Name of the trigger.</param>
    /// <param name="draft">A document that is not published yet; null = the live policy.</param>
    /// <returns>Null when there is no such schedule, or the draft has errors.</returns>
    IAsyncEnumerable<AudienceReach>? CountReach(string trigger, PolicyDocument? draft = null, CancellationToken cancellationToken = default);
}

/// <param name="Schedules">In the policy's order.</param>
/// <param name="Runs">Newest first.</param>
public sealed record ScheduleOverview(IReadOnlyList<ScheduleView> Schedules, IReadOnlyList<ScheduleRunView> Runs);

/// <summary>A trigger with a schedule.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Times">Canonical text, such as every tuesday at 10:00.</param>
/// <param name="Audience">Name of the audience.</param>
/// <param name="PacePerMinute">Null = as many as the hub can.</param>
/// <param name="Next">Next times over all zones, earliest first.</param>
public sealed record ScheduleView(string Name, string Label, string Times, string Audience, int? PacePerMinute, TimeSpan ValidFor, IReadOnlyList<ScheduledTime> Next)
{
    /// <summary>The times in the reader's language; empty where nobody said them.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>The audience's name in the reader's language.</summary>
    public string AudienceLabel { get; init; } = Audience;
}

/// <summary>A run with the name of its trigger as people see it.</summary>
/// <param name="Progress">Share of the customers looked at, in [0, 1].</param>
public sealed record ScheduleRunView(ScheduleRunInfo Run, string Label, double Progress);

/// <summary>Width of a bucket of waiting timers.</summary>
public enum TimerStep : byte { Minute, Hour, Day }

/// <summary>What waits.</summary>
/// <param name="Customers">Customers with any timer.</param>
/// <param name="Overdue">Of these, due already.</param>
/// <param name="Later">Due after the last bucket.</param>
/// <param name="Buckets">By time from now on, the empty ones too.</param>
/// <param name="Soonest">The next timers, by time; read from what is durable.</param>
public sealed record WaitingTimers(long Customers, int Overdue, int Later, IReadOnlyList<TimerBucket> Buckets, IReadOnlyList<WaitingTimer> Soonest);

/// <param name="Customers">Customers whose next timer is due in [Start, Start + step).</param>
public sealed record TimerBucket(DateTimeOffset Start, int Customers);

/// <summary>One timer.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Treatment">Id of the treatment it is about; null where it is about none, or the policy no longer has it.</param>
public sealed record WaitingTimer(DateTimeOffset Due, Engine.Customers.TimerKind Kind, string CustomerId, string? Treatment)
{
    /// <summary>What the customer is called.</summary>
    public LocalizedText? Customer { get; init; }

    /// <summary>The action of the treatment, or the trigger that waits, in the reader's language; null where it is about neither.</summary>
    public string? About { get; init; }
}
