using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Tests.Customers;

public sealed class CustomerMergeTests
{
    private const long Now = RandomCustomer.Start;

    [Fact]
    public void Fold_TwoHalvesOfAHistory_EqualsTheWhole()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (left, right, whole) = (new CustomerState(1), new CustomerState(2), new CustomerState(3));
            for (var i = 0; i < 150; i++)
            {
                var half = random.Next(2) == 0 ? left : right;
                var time = Now + (i * 3_000_000L) + random.Next(1000);
                var entry = RandomCustomer.RandomContact(random, time) with { Decision = 0 };
                var amount = Value.OfMoney(random.Next(seed < 20 ? 40 : 4000) / 4.0);
                var properties = new DictionaryPropertyReader(new Dictionary<string, Value> { ["amount"] = amount });
                foreach (var state in (CustomerState[])[half, whole])
                {
                    state.Contacts.Add(entry);
                    state.Aggregates.Apply(RandomCustomer.Catalogue, new TextValue("visit"), properties, time, time);
                }
            }

            CustomerMerge.Fold(left, right, RandomCustomer.Catalogue);

            left.Contacts.Entries.ShouldBe(whole.Contacts.Entries, $"seed {seed}");
            for (var i = 0; i < RandomCustomer.Catalogue.Count; i++)
            {
                var now = Now + (150 * 3_000_000L) + (i * 20_000_000L);
                var (actual, expected) = (left.Aggregates.ReadAt(i, now), whole.Aggregates.ReadAt(i, now));
                actual.Kind.ShouldBe(expected.Kind);
                actual.Number.ShouldBe(expected.Number, 1e-9, $"seed {seed}, {RandomCustomer.Catalogue.Items[i].Definition.Name}");
            }
        }
    }

    [Fact]
    public void Fold_Decisions_AreRenumberedEverywhere()
    {
        var (target, source) = (new CustomerState(1) { NextDecisionNumber = 11 }, new CustomerState(2) { NextDecisionNumber = 4 });
        source.AddAlias("cookie:1");
        source.Contacts.Reserve(Now, 7, 1, 3);
        source.OpenResponses.Add(new OpenResponse { Decision = 3, Treatment = 7, Value = 2 });
        source.Timers.Add(new CustomerTimer(Now, TimerKind.ResponseWindow, 3, 7));
        target.Patterns["churn"] = Count(Now - 9, Now - 5, Now - 1);
        source.Patterns["churn"] = Count(null, Now - 3);
        source.Timeline.Add(new TimelineItem(Now, TimelineKind.Decision, "loyalty10", "", 3));

        CustomerMerge.Fold(target, source, AggregateCatalogue.Empty).ShouldBe(10);

        target.NextDecisionNumber.ShouldBe(14);
        target.Aliases.ShouldBe(["cookie:1"]);
        target.Contacts.HasReserved(13, 7).ShouldBeTrue();
        target.Contacts.Release(13, 7).ShouldBeTrue();
        target.OpenResponses.Find(13, 7)!.Value.ShouldBe(2);
        target.Timers.Items.ShouldHaveSingleItem().Decision.ShouldBe(13);
        target.Patterns["churn"].LastMatchMilliseconds.ShouldBe(Now - 9);
        target.Patterns["churn"].PartialCount.ShouldBe(2);
        PatternState? count = target.Patterns["churn"];
        var results = new PatternResults();
        PatternMatcher.Observe(
            PatternLanguage.Compile("4 of event \"x\" within 1h", new ConditionScope()).Pattern!, ref count, default, new TextValue("x"), Now,
            new NbaStudio.Engine.Detection.DictionaryPropertyReader(new Dictionary<string, Value>()), Now, new EvaluationFrame(1), results);
        results.Matches.ShouldHaveSingleItem().First.ShouldBe(Now - 5, "events of both ids count together");
        target.Timeline.Items.ShouldHaveSingleItem().Decision.ShouldBe(13);
    }

    private static PatternState Count(long? lastMatch, params long[] times)
    {
        var state = new PatternState { LastMatchMilliseconds = lastMatch, LastEvent = lastMatch ?? 0 };
        state.Partials.Add(PartialMatch.Restore(0, 1, 0, times, null));
        return state;
    }

    [Fact]
    public void Fold_Consents_TheStrictestStands()
    {
        var (target, source) = (new CustomerState(1), new CustomerState(2));
        target.Consents.Record(new ConsentRecord("email", "marketing", ConsentState.Granted, 9, "form", null));
        source.Consents.Record(new ConsentRecord("email", "marketing", ConsentState.Refused, 5, "form", null));
        target.Profile.Set("age", Value.OfNumber(1));
        source.Profile.Set("age", Value.OfNumber(2));
        source.Profile.Set("city", Value.OfText("Kyoto"));
        target.Addresses.Set("email", "a@example.com");
        source.Addresses.Set("email", "a@example.com");
        source.Addresses.Refuse("email", null, 4, "bounced");

        CustomerMerge.Fold(target, source, AggregateCatalogue.Empty);

        target.Consents.Check("email", "marketing", false).Allowed.ShouldBeFalse();
        target.Profile.Get("age").ShouldBe(Value.OfNumber(1));
        target.Profile.Get("city").ShouldBe(Value.OfText("Kyoto"));
        target.Addresses.CanReach("email").ShouldBeFalse();
        Should.Throw<ArgumentException>(() => CustomerMerge.Fold(target, target, AggregateCatalogue.Empty));
        Should.Throw<ArgumentException>(() => CustomerMerge.Fold(target, new CustomerState(9) { Simulated = true }, AggregateCatalogue.Empty));
    }
}
