using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Engine;

/// <content>Customers: changed, looked at, erased.</content>
public sealed partial class NbaEngine
{
    public Task UpsertCustomerAsync(string customerId, CustomerPatch patch, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(patch);
        cancellation.ThrowIfCancellationRequested();
        CheckId("customerId", customerId);
        return _runtime.RunAsync(customerId, LaneQueue.Callers, create: true, lane =>
        {
            _editor.Apply(lane, _services.StateOf(lane.Key), customerId, patch);
            return true;
        });
    }

    /// <summary>Writes attributes that the hub works out itself. Nothing happens where they are as they should be already.</summary>
    /// <param name="customer">Internal key; one who became part of another is that one.</param>
    /// <param name="values">Typed values by declared attribute; missing removes.</param>
    /// <returns>Whether anything changed.</returns>
    /// <exception cref="CustomerGoneException">The customer was erased.</exception>
    /// <exception cref="InvalidInputException">A value is not of its attribute's type; nothing was changed.</exception>
    public Task<bool> WriteAttributesAsync(long customer, IReadOnlyDictionary<string, Value> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return _merged.RunAsync(_runtime, customer, LaneQueue.Due, (lane, _) => lane.IsNew ? throw new CustomerGoneException(customer) : _editor.Write(lane, _services.StateOf(lane.Key), values));
    }

    /// <summary>Looks at a customer in the customer's lane: copy out what is needed, change nothing.</summary>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public Task<T> ReadCustomerAsync<T>(string customerId, Func<CustomerState, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        CheckId("customerId", customerId);
        return _runtime.RunAsync(customerId, LaneQueue.Callers, create: false, lane => read(lane.Customer));
    }

    /// <summary>The same by internal key.</summary>
    /// <exception cref="CustomerGoneException">The customer was erased.</exception>
    public Task<T> ReadCustomerAsync<T>(long customer, Func<CustomerState, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return _merged.RunAsync(_runtime, customer, LaneQueue.Callers, (lane, _) => lane.IsNew ? throw new CustomerGoneException(customer) : read(lane.Customer));
    }

    /// <summary>Every statement of consent of a customer and of those who became part of it, the newest said first.</summary>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public async Task<IReadOnlyList<ConsentStatement>> ReadConsentsAsync(string customerId)
    {
        var (key, known) = await ReadCustomerAsync(customerId, customer => (customer.Key, customer.Consents.Records.ToArray())).ConfigureAwait(false);
        return ConsentLedger.Read(_store, KeysOf(key), known);
    }

    /// <summary>What models would learn from if the customer were asked now, outside any request, and some of the customer's attributes.</summary>
    /// <param name="attributes">Names of attributes.</param>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public Task<(double[] Predictors, Value[] Attributes)> ReadPredictorsAsync(string customerId, IReadOnlyList<string> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        var serving = _services.State;
        var policy = serving.Policy;
        return ReadCustomerAsync(customerId, customer =>
        {
            var frame = DecisionScratch.For(serving).Frame;
            frame.Zone = customer.Zone ?? policy.Snapshot.Zone;
            customer.Aggregates.Bind(policy.Aggregates);
            policy.Filler.Fill(frame, customer, new SlotSources(null), Now.ToUnixTimeMilliseconds());
            return (policy.Snapshot.Predictors.Select(p => frame.Slots[p.Slot].Predictor).ToArray(), attributes.Select(customer.Profile.Get).ToArray());
        });
    }

    /// <summary>Erases a customer: state, ids, timers, deliveries, decisions and journal payloads. Refusals stay as keyed hashes.</summary>
    /// <exception cref="UnknownCustomerException">Nobody has the id.</exception>
    public async Task EraseCustomerAsync(string customerId)
    {
        CheckId("customerId", customerId);
        using var alone = await _services.AloneAsync().ConfigureAwait(false);
        await _runtime.RunAsync(customerId, LaneQueue.Callers, create: false, lane =>
        {
            _editor.Erase(lane);
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>
    /// Folds a customer into another one, when two ids turn out to be one person: history, contact log, aggregates, open answers, timers and deliveries become those of
    /// the one who stays, the strictest consent wins, and every id of either finds that one. Whatever was begun with the one that goes is completed first.
    /// </summary>
    /// <param name="from">Any id of the customer who goes.</param>
    /// <param name="into">Any id of the customer who stays; where both state something, what this one states stays.</param>
    /// <exception cref="UnknownCustomerException">Nobody has one of the ids.</exception>
    /// <exception cref="InvalidInputException">The ids are the same, or only one of the customers is simulated.</exception>
    public Task<MergeReply> MergeCustomersAsync(string from, string into)
    {
        CheckId("customerId", from);
        CheckId("into", into);
        return from != into ? _merger.MergeAsync(from, into)
            : throw new InvalidInputException([new InputError("into", $"'{into}' cannot be folded into itself.", "an id of another customer")]);
    }

    /// <summary>How the goals of a customer stand now; for <see cref="ReadCustomerAsync{T}(string, Func{CustomerState, T})"/>, in the customer's lane.</summary>
    public IReadOnlyList<GoalReading> GoalsOf(CustomerState customer) => GoalDesk.Read(_services.StateOf(customer.Key), customer, Now.ToUnixTimeMilliseconds());

    /// <summary>
    /// What the imported models that the policy reads say of a customer now, by the index of the score; null = no answer, as where a value of a request's context is missing.
    /// For <see cref="ReadCustomerAsync{T}(string, Func{CustomerState, T})"/>, in the customer's lane.
    /// </summary>
    public IReadOnlyList<(int Score, double? Answer)> ScoresOf(CustomerState customer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var serving = _services.State;
        var read = serving.Snapshot.Scores.Where(s => s.Slot >= 0).ToList();
        if (read.Count == 0)
        {
            return [];
        }

        var frame = GoalDesk.FrameFor(serving, customer, Now.ToUnixTimeMilliseconds());
        return [.. read.Select(s => (s.Index, frame.Slots[s.Slot] is { IsMissing: false } value ? (double?)value.Number : null))];
    }

    /// <summary>The ids by which a decision is known: the one it was made with, then those it got when its customer became part of another one.</summary>
    public IReadOnlyList<DecisionId> NamesOf(DecisionId decision) => _merged.NamesOf(decision);

    /// <summary>Keys of a customer and of all who became part of it, the customer's own last.</summary>
    public IReadOnlyList<long> KeysOf(long customer) => [.. MergedCustomers.AllOf(_store, customer), customer];

    /// <summary>The internal key of a customer, or null.</summary>
    public long? FindCustomer(string customerId) => string.IsNullOrEmpty(customerId) ? null : _runtime.Directory.Find(customerId);
}
