using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Census;

namespace NbaStudio.Engine;

/// <content>Decisions: made, tried, explained, made again.</content>
public sealed partial class NbaEngine
{
    public Task<DecisionReply> DecideAsync(DecisionRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellation.ThrowIfCancellationRequested();
        var started = _services.Time.GetTimestamp();
        var serving = _services.State;
        CheckId("customerId", request.CustomerId);
        if (RequestDesk.Check(serving.Snapshot, request) is { Count: > 0 } errors)
        {
            throw new InvalidInputException(errors);
        }

        return _runtime.RunAsync(request.CustomerId, LaneQueue.Callers, _services.Options.CreateUnknownCustomers, lane =>
        {
            lane.Customer.AddAlias(request.CustomerId);
            return _requests.Answer(lane, _services.StateOf(lane.Key), request, started);
        });
    }

    /// <summary>Decides without any side effect.</summary>
    /// <param name="at">Another time than now; null = now.</param>
    /// <param name="overrides">What is changed for this preview; null = nothing.</param>
    /// <param name="language">en or ja: language of the explanation.</param>
    /// <param name="hidesSensitive">Whether the explanation may tell no value of a sensitive attribute.</param>
    /// <exception cref="InvalidInputException">The request is not allowed.</exception>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public Task<DecisionPreview> PreviewAsync(DecisionRequest request, DateTimeOffset? at = null, DecisionOverrides? overrides = null, string language = "en", bool hidesSensitive = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckId("customerId", request.CustomerId);
        if (RequestDesk.Check(_services.State.Snapshot, request) is { Count: > 0 } errors)
        {
            throw new InvalidInputException(errors);
        }

        return _runtime.RunAsync(request.CustomerId, LaneQueue.Callers, create: false, lane =>
        {
            var serving = _services.StateOf(lane.Key);
            var moment = RequestDesk.MomentOf(serving.Snapshot, request, at?.ToUnixTimeMilliseconds() ?? lane.Now);
            var (result, scratch) = _decisions.Preview(lane, serving, moment, overrides);
            return new DecisionPreview(
                serving.Snapshot, result, _decisions.Describe(serving, scratch, result), ExplanationBuilder.Build(scratch.Context, result, language, HiddenFrom(hidesSensitive, serving.Snapshot)) with { Incomplete = serving.Policy.Completeness.IncompleteOf(serving.Snapshot, moment.Now, language) },
                DecisionMaker.SilenceOf(result));
        });
    }

    /// <summary>Runs a recorded decision again from its record; null when it is not kept any more.</summary>
    /// <param name="policy">Another policy to decide with; null = its own revision.</param>
    public ReplayOutcome? Replay(DecisionId id, PolicySnapshot? policy = null, DecisionOverrides? overrides = null) =>
        Records.Read(id) is { } record ? Replay(record, new DecisionContext(policy ?? record.Policy), overrides) : null;

    /// <summary>A recorded decision beside what another policy makes of it, candidate by candidate; null when it is not kept any more. Nothing is changed.</summary>
    /// <param name="policy">The other policy; its items have the keys of the record's where they are the same.</param>
    /// <param name="language">en or ja.</param>
    /// <param name="hidesSensitive">Whether it may tell no value of an attribute that is sensitive in one of them, or in the policy in force.</param>
    public DecisionComparison? Compare(DecisionId id, PolicySnapshot policy, string language, bool hidesSensitive = false)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (Records.Read(id) is not { } record)
        {
            return null;
        }

        var hidden = hidesSensitive ? HiddenAttributes.Of(record.Policy, policy, Policy) : HiddenAttributes.None;
        var context = new DecisionContext(policy);
        var replay = Replay(record, context, null);
        return new DecisionComparison(replay, Explain(record, language, hidden), ExplanationBuilder.Build(context, replay.Outcome.Result, language, hidden));
    }

    private ReplayOutcome Replay(DecisionRecord record, DecisionContext context, DecisionOverrides? overrides)
    {
        var isSame = ReferenceEquals(context.Policy, record.Policy) && overrides is null;
        var models = new RecordedPropensities(record.Inputs, record.Result, context.Policy, isSame ? null : ModelView.For(context.Policy));
        var outcome = Redecide.Run(context, record.Inputs, models, overrides);
        return new ReplayOutcome(record, outcome, ReplayOutcome.SameChoice(record, context.Policy, outcome.Result));
    }

    /// <summary>Whether there is any decision that is still kept.</summary>
    public bool HasDecided() => _store.ReadDecisionsBetween(0, long.MaxValue, 1).Count > 0;

    /// <summary>How many of the latest decisions another policy would have made otherwise: how it stands after each page, the last one complete. Nothing is changed.</summary>
    /// <param name="changed">The other policy; its items have the keys of the one in force where they are the same.</param>
    /// <param name="most">Decisions to compare, in [1, 20,000].</param>
    /// <exception cref="InvalidOperationException">There is no policy in force.</exception>
    public IAsyncEnumerable<ChangeEffect> CompareAsync(PolicySnapshot changed, int most, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(changed);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, LatestDecisions.Most);
        var policy = Policy ?? throw new InvalidOperationException("There is no policy in force.");
        return new ChangeComparison(_store, Records, ModelView, policy, changed, Now.ToUnixTimeMilliseconds()).RunAsync(most, cancellation);
    }

    /// <summary>What another policy would choose for customers as they stand now, beside the one in force, whether or not anything was decided for them lately: how it stands after some, the last one complete. Nothing is changed.</summary>
    /// <param name="changed">The other policy; its items have the keys of the one in force where they are the same.</param>
    /// <param name="most">Customers to look at, in [1, 20,000].</param>
    /// <exception cref="InvalidOperationException">There is no policy in force.</exception>
    public IAsyncEnumerable<ChangeEffect> CompareCustomersAsync(PolicySnapshot changed, int most, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(changed);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, LatestDecisions.Most);
        var policy = Policy ?? throw new InvalidOperationException("There is no policy in force.");
        var budgets = ReadBudgets().ToDictionary(b => b.Key, b => (b.Limit - b.Used, b.Price));
        return new CustomerComparison(_store, _journal, _services.Options.UnknownAttributes, ModelView, policy, changed, budgets).RunAsync(most, Now.ToUnixTimeMilliseconds(), cancellation);
    }

    /// <summary>What contact rules, quiet hours and budgets kept from the latest decisions, and what each of them cost: how it stands after each page, the last one complete. Nothing is changed.</summary>
    /// <param name="most">Decisions to look at, in [1, 20,000].</param>
    public IAsyncEnumerable<ContactReach> CountContactsAsync(int most, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, LatestDecisions.Most);
        return new ContactCensus(_store, Records, ModelView, Now.ToUnixTimeMilliseconds()).RunAsync(most, cancellation);
    }

    /// <summary>How fast different customers come by, from the latest decisions. Nothing is changed.</summary>
    public Task<CustomerTraffic> ReadTrafficAsync(CancellationToken cancellation = default) =>
        Task.Run(() => CustomerTraffic.Of(LatestDecisions.Read(_store, Now.ToUnixTimeMilliseconds(), CustomerTraffic.Most), _store.CountCustomers()), cancellation);

    /// <summary>What became of the candidates of the latest decisions: how it stands after each page, the last one complete. Nothing is decided again or changed.</summary>
    /// <param name="most">Decisions to look at, in [1, 20,000].</param>
    /// <exception cref="InvalidOperationException">There is no policy in force.</exception>
    public IAsyncEnumerable<DecisionSurvey> SurveyAsync(int most, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, LatestDecisions.Most);
        var policy = Policy ?? throw new InvalidOperationException("There is no policy in force.");
        return new DecisionCensus(_store, Records, policy, Now.ToUnixTimeMilliseconds()).RunAsync(most, cancellation);
    }

    /// <summary>Why a recorded decision came out as it did, from its record; null when it is not kept any more.</summary>
    /// <param name="language">en or ja.</param>
    /// <param name="hidesSensitive">Whether it may tell no value of an attribute that is sensitive, or was.</param>
    public DecisionExplanation? Explain(DecisionId id, string language, bool hidesSensitive = false) => Records.Read(id) is { } record
        ? Explain(record, language, HiddenFrom(hidesSensitive, record.Policy)) with { Incomplete = Completeness.IncompleteOf(record.Policy, record.Inputs.Now, language) }
        : null;

    // The record says what happened; running it again gives the numbers behind it.
    private DecisionExplanation Explain(DecisionRecord record, string language, HiddenAttributes hidden)
    {
        var context = new DecisionContext(record.Policy);
        Redecide.Run(context, record.Inputs, new RecordedPropensities(record.Inputs, record.Result, record.Policy, ModelView.For(record.Policy)));
        return ExplanationBuilder.Build(context, record.Result, language, hidden);
    }

    /// <summary>Attributes that a reader may not see in what a policy decided: sensitive in it, or in the one in force.</summary>
    /// <param name="hides">False = the reader may see all.</param>
    /// <param name="policy">Null = the one in force alone.</param>
    public HiddenAttributes HiddenFrom(bool hides, PolicySnapshot? policy = null) => hides ? HiddenAttributes.Of(policy, Policy) : HiddenAttributes.None;
}
