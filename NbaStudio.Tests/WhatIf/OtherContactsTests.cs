using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.WhatIf;

public sealed class OtherContactsTests
{
    private static readonly PolicySnapshot Policy =
        PolicyCompiler.Compile(TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b"), TestPolicy.Action("c"), TestPolicy.Action("d")), 1, DateTimeOffset.UnixEpoch).Snapshot!;

    private static readonly int[] Keys = [.. Policy.Treatments.Select(t => t.Key)];

    [Fact]
    public void Fill_AnyCourse_IsWhatStandsAndWhatWasAddedInTheOrderOfTime()
    {
        var (random, others) = (new Random(4711), new OtherContacts());
        for (var trial = 0; trial < 500; trial++)
        {
            // The same paper for one customer after another.
            others.Clear();
            var (recorded, brute) = (new List<ContactEntry>(), new Dictionary<long, (List<int> Standing, List<ContactEntry> Added)>());
            for (var number = 1L; number <= random.Next(1, 12); number++)
            {
                // Time stands still now and then.
                var time = number / 2 * 1_000;
                int[] was = [.. Some(random)];
                recorded.AddRange(was.SelectMany(key => new[] { Entry(time, key, ContactKind.Impression, number), Entry(time + random.Next(3_000), key, ContactKind.Click, number) }));
                int[] keys = [.. Some(random), 0];
                if (random.Next(3) == 0)
                {
                    continue;
                }

                var trigger = random.Next(2);
                others.Put(Decision(number, time, trigger, was), keys, Policy);
                brute[number] = ([.. keys.Where(was.Contains)], [.. keys.Where(k => k != 0 && !was.Contains(k)).SelectMany(k => trigger == 0
                    ? new[] { Entry(time, k, ContactKind.Impression, number) } : [Entry(time, k, ContactKind.Sent, number), Entry(time, k, ContactKind.Impression, number)])]);
            }

            recorded.Sort((x, y) => x.Time.CompareTo(y.Time));
            var contacts = new List<ContactEntry> { Entry(0, 99, ContactKind.Open, 99) };

            others.Fill(contacts, recorded);

            others.AreNone.ShouldBe(brute.Count == 0);
            contacts.ShouldBe(recorded.Where(c => !brute.TryGetValue(c.Decision, out var other) || other.Standing.Contains(c.Treatment)).Concat(brute.Values.SelectMany(o => o.Added)).OrderBy(c => c.Time));
        }
    }

    private static IEnumerable<int> Some(Random random) => Keys.Where(_ => random.Next(3) == 0);

    private static ContactEntry Entry(long time, int treatment, ContactKind kind, long decision) =>
        new(time, treatment, kind is ContactKind.Click or ContactKind.Open ? 0 : Policy.Channels[Policy.Treatments[0].Channel].Key, kind, decision, ContactStatus.Confirmed);

    private static RecordedDecision Decision(long number, long now, int trigger, int[] was)
    {
        var inputs = new DecisionInputs { Id = new DecisionId(1, number), Now = now, Trigger = trigger };
        return new RecordedDecision(inputs, inputs, [], null, new Choice(), [], null, 0) { Was = was };
    }
}
