using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Customers;

/// <summary>The customer of the size aim: 20 attributes, 20 live aggregates, 30 contacts, 50 timeline lines, open responses, timers.</summary>
internal static class TypicalCustomer
{
    public const long Now = 1_790_000_000_000;

    public static AggregateCatalogue Catalogue { get; } = new(
    [
        .. Enumerable.Range(0, 20).Select(i => (
            new AggregateDefinition(
                $"aggregate.a{i}", (AggregateFunction)(i % 8), "page_view",
                RandomCustomer.PropertyOf((AggregateFunction)(i % 8)), null, TimeSpan.FromDays(1 + i)),
            (IEventFilter?)null)),
    ]);

    public static CustomerState Create()
    {
        var random = new Random(1);
        var state = new CustomerState(12345) { Language = "ja", CreatedAt = Now - 1_000_000_000, JournalPosition = 9_000_000, NextDecisionNumber = 200 };
        state.TrySetTimeZone("Asia/Tokyo");
        state.AddAlias("crm:0012345");
        state.AddAlias("cookie:5f3c9a7e1b2d4f60");
        for (var i = 0; i < 10; i++)
        {
            state.Profile.Set($"attribute_{i}", Value.OfNumber(random.Next(1000)));
            state.Profile.Set($"text_attribute_{i}", Value.OfText("value " + (i % 3)));
        }

        state.Consents.Record(new ConsentRecord("email", "marketing", ConsentState.Granted, Now - 5_000_000, "form", "newsletter-2026"));
        state.Consents.Record(new ConsentRecord("*", "profiling", ConsentState.Granted, Now - 5_000_000, "form", "newsletter-2026"));
        state.Addresses.Set("email", "hanako.yamada@example.com");
        for (var i = 0; i < 30; i++)
        {
            var time = Now - ((30 - i) * 7_777_777L);
            state.Contacts.Add(new ContactEntry(time, random.Next(100), random.Next(5), (ContactKind)random.Next(5), i + 1, ContactStatus.Confirmed));
        }

        // A browsing session on most days of three weeks.
        for (var i = 0; i < 120; i++)
        {
            var properties = new DictionaryPropertyReader(new Dictionary<string, Value> { ["amount"] = Value.OfMoney(random.Next(20) * 12.5) });
            var time = Now - ((20 - (i / 6)) * 86_400_000L) + (i % 6 * 60_000) - 1;
            state.Aggregates.Apply(Catalogue, new TextValue("page_view"), properties, Math.Min(time, Now), Now);
            state.Timeline.Add(new TimelineItem(time, TimelineKind.Event, "page_view", "page=/plans/" + (i % 9)));
        }

        for (var i = 0; i < 2; i++)
        {
            state.OpenResponses.Add(new OpenResponse
            {
                Decision = i + 1,
                Treatment = i,
                DecidedAt = Now,
                WindowEnd = Now + 1_800_000,
                Predictors = [.. Enumerable.Range(0, 40).Select(p => p % 5 == 0 ? double.NaN : random.Next(1000))],
                Value = 12.5,
                Served = new(0.0625f, ServedBy.Pooled, 1_234_567),
            });
            state.Timers.Add(new CustomerTimer(Now + 1_800_000, TimerKind.ResponseWindow, i + 1, i));
        }

        state.Sticky.Set("web/hero", 2, Now + 600_000, Now);
        return state;
    }
}
