using System.Runtime.CompilerServices;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Rules;

/// <summary>Asks customers what a rule that is not published says about them: over what is durable, outside the lanes, without any effect.</summary>
/// <remarks>Counts of events that no published rule asks for yet are worked out from the journal, which is slower but the same number.</remarks>
internal sealed class RuleCensus
{
    private const int Page = 250;

    private readonly IHubReader _store;
    private readonly JournalAggregates _journal;
    private readonly ServingPolicy _policy;
    private readonly EvaluationFrame _frame;
    private readonly AggregateCatalogue _new;
    private readonly AudienceSnapshot[] _lines;
    private readonly bool[] _isStep;
    private readonly AudienceSnapshot? _before;

    private RuleCensus(IHubReader store, JournalAggregates journal, ServingPolicy policy, RuleQuestion question)
    {
        (_store, _journal, _policy) = (store, journal, policy);
        _frame = new EvaluationFrame(policy.Snapshot.Layout.Count);
        _new = AggregateCompleteness.Read(store).Missing(policy.Aggregates);
        var first = question.Document.Audiences.Count;
        _lines = [.. policy.Snapshot.Audiences.Skip(first).Take(question.Lines.Count)];
        _isStep = [.. question.Lines.Select(l => l.IsStep)];
        _before = question.Before is null ? null : policy.Snapshot.Audiences[first + question.Lines.Count];
    }

    /// <summary>Checks the lines as conditions of the policy.</summary>
    /// <exception cref="ArgumentException">A line, or the policy around it, has a mistake, or there are too many lines.</exception>
    public static RuleCensus Of(IHubReader store, JournalEvents events, UnknownAttributes unknown, RuleQuestion question, DateTimeOffset now)
    {
        if (question.Lines.Count is 0 or > RuleQuestion.MaximumLines)
        {
            throw new ArgumentException($"A rule has 1 to {RuleQuestion.MaximumLines} lines; this one has {question.Lines.Count}.", nameof(question));
        }

        // Each line stands as an audience of its own, so that it is read, checked and fed exactly like a rule.
        var texts = question.Lines.Select(l => l.Text).Concat(question.Before is { } before ? [before] : []);
        var document = question.Document with
        {
            Audiences = [.. question.Document.Audiences, .. texts.Select((text, i) => new AudienceDocument { Name = $"rule-line-{i}", When = text })],
        };
        var compilation = PolicyCompiler.Compile(document, 1, now);
        var snapshot = compilation.Snapshot
            ?? throw new ArgumentException(string.Join("\n", compilation.Issues.Where(i => i.Severity == IssueSeverity.Error).Select(i => $"{i.Path}: {i.Message}")), nameof(question));
        return new RuleCensus(store, new JournalAggregates(store, events), new ServingPolicy(snapshot, unknown), question);
    }

    /// <summary>Counts a page of customers at a time; the last result is complete.</summary>
    /// <param name="now">The hub's clock, milliseconds since 1970 UTC.</param>
    public async IAsyncEnumerable<RuleReach> CountAsync(Func<long> now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var count = new Tally(_lines.Length);
        var (after, customers) = (0L, _store.CountCustomers());
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (from, isLast) = (after, false);
            await Task.Run(
                () =>
                {
                    var keys = _store.ReadCustomerKeys(from, Page);
                    var time = now();
                    foreach (var key in keys)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        if (_store.LoadCustomer(key) is { } stored)
                        {
                            Look(CustomerStateCodec.Read(stored.State), time, count);
                        }
                    }

                    (after, isLast) = (keys.Count == 0 ? from : keys[^1], keys.Count < Page);
                },
                cancellation).ConfigureAwait(false);
            yield return count.Reach(_isStep, customers, isLast);
            if (isLast)
            {
                yield break;
            }
        }
    }

    /// <summary>What the rule says about one customer; null when there is none with the key.</summary>
    public RuleTrial? Try(long customer, long now)
    {
        if (_store.LoadCustomer(customer) is not { } stored)
        {
            return null;
        }

        Fill(CustomerStateCodec.Read(stored.State), now);
        var lines = _lines.Select(line => new RuleLineTrial(line.When.Test(_frame), line.When.Explain(_frame))).ToList();
        return new RuleTrial(lines.Zip(_isStep).All(p => !p.Second || p.First.Truth == Ternary.True), lines);
    }

    /// <summary>Which lines hold for each of these customers; those who are no longer there are left out.</summary>
    public Dictionary<long, IReadOnlyList<int>> Members(IReadOnlyCollection<long> customers, long now, CancellationToken cancellation)
    {
        var members = new Dictionary<long, IReadOnlyList<int>>(customers.Count);
        foreach (var key in customers)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_store.LoadCustomer(key) is { } stored)
            {
                Fill(CustomerStateCodec.Read(stored.State), now);
                members[key] = [.. Enumerable.Range(0, _lines.Length).Where(i => _lines[i].When.Test(_frame) == Ternary.True)];
            }
        }

        return members;
    }

    private void Look(CustomerState customer, long now, Tally count)
    {
        Fill(customer, now);
        count.Looked++;
        var passes = true;
        for (var i = 0; i < _lines.Length; i++)
        {
            var truth = _lines[i].When.Test(_frame);
            count.Alone[i] += truth == Ternary.True ? 1 : 0;
            count.Unknown[i] += truth == Ternary.Unknown ? 1 : 0;
            if (_isStep[i])
            {
                passes &= truth == Ternary.True;
                count.SoFar[i] += passes ? 1 : 0;
            }
        }

        var before = _before is null || _before.When.Test(_frame) == Ternary.True;
        count.Passes += passes ? 1 : 0;
        count.PassedBefore += before ? 1 : 0;
        count.Added += passes && !before ? 1 : 0;
        count.Dropped += before && !passes ? 1 : 0;
        var examples = passes ? count.Passing : count.Failing;
        if (examples.Count < RuleReach.MostExamples)
        {
            examples.Add(customer.PrimaryId);
        }
    }

    private void Fill(CustomerState customer, long now)
    {
        if (_new.Count > 0)
        {
            customer.Aggregates.Install(_new, _journal.Of(_policy.Snapshot, _new, customer.Key));
        }

        Schedules.AudienceTest.Fill(_policy, _frame, customer, now);
    }

    private sealed class Tally(int lines)
    {
        public long Looked;
        public long Passes;
        public long PassedBefore;
        public long Added;
        public long Dropped;
        public readonly long[] Alone = new long[lines];
        public readonly long[] Unknown = new long[lines];
        public readonly long[] SoFar = new long[lines];
        public readonly List<string> Passing = [];
        public readonly List<string> Failing = [];

        public RuleReach Reach(bool[] isStep, long customers, bool isComplete) => new(
            Looked, customers, Passes, PassedBefore, Added, Dropped, [.. Alone.Select((alone, i) => new RuleLineReach(alone, Unknown[i], isStep[i] ? SoFar[i] : null))],
            [.. Passing], [.. Failing], isComplete);
    }
}
