using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Simulation;

/// <summary>What happens to customers whether or not we talk to them: use, bills, trips, purchases, complaints, leaving.</summary>
internal sealed class MarketLife(MarketParameters parameters, MarketRandom random, MarketBehavior behavior, MarketSender sender, MarketSchedule schedule)
{
    private static readonly double[] Notices = [0.45, 0.6, 0.7, 0.8, 0.9, 1];

    /// <summary>One day of a customer: data is used, bills come, and accidents are planned for some hour of the day.</summary>
    public async Task<IReadOnlyList<DecisionReply>> DayAsync(IDecisionHub hub, MarketClient client, DateTimeOffset time, CancellationToken cancellation)
    {
        schedule.Add(behavior.NextDay(time), new DayStep(client));
        var customer = client.Customer;
        var mood = Math.Exp(-0.5 * customer.Trait(MarketTrait.Satisfaction, time));
        Plan(client, "purchase", parameters.PurchasesPerDay * Math.Exp(0.3 * customer.Trait(MarketTrait.Fee, time)), time);
        Plan(client, "complaint", parameters.ComplaintsPerDay * mood, time);
        Plan(client, "call", parameters.CallsPerDay * Math.Exp(0.3 * customer.Trait(MarketTrait.Age, time)), time);
        Plan(client, "trip", parameters.TripsPerDay * Math.Exp(0.6 * customer.Trait(MarketTrait.Travel, time)), time);
        Plan(client, "survey", parameters.SurveysPerDay, time);
        Plan(client, "churn", parameters.ChurnPerDay * mood * Math.Exp(0.5 * customer.Trait(MarketTrait.ContractEnding, time)), time);
        return (time.DayOfYear + customer.Index) % 30 == 0
            ? await BillAsync(hub, client, time, cancellation)
            : await UseAsync(hub, client, time, cancellation);
    }

    public async Task<IReadOnlyList<DecisionReply>> IncidentAsync(IDecisionHub hub, MarketClient client, string kind, DateTimeOffset time, CancellationToken cancellation)
    {
        var customer = client.Customer;
        switch (kind)
        {
            case "purchase":
                client.LastPurchase = time;
                return await sender.SendAsync(
                    hub, cancellation,
                    sender.Event(customer, "purchase", time, ("product", Value.OfText(random.Pick(["case", "charger", "earphones", "game", "stamp"]))), ("amount", Value.OfMoney(500 + 100 * random.Below(60)))));
            case "complaint":
                client.LastComplaint = time;
                customer.Satisfaction = Math.Max(0, customer.Satisfaction - 1);
                await MarketSender.UpdateAsync(hub, customer, cancellation);
                var (topic, text) = random.Pick(Complaints);
                return await sender.SendAsync(hub, cancellation, sender.Event(customer, "complaint", time, ("topic", Value.OfText(topic)), ("text", Value.OfText(text))));
            case "trip":
                return await sender.SendAsync(hub, cancellation, sender.Event(customer, "roaming_arrival", time, ("country", Value.OfText(random.Pick(["KR", "TW", "TH", "US", "FR", "SG"])))));
            case "survey":
                return await sender.SendAsync(hub, cancellation, sender.Event(customer, "survey_answered", time, ("score", Value.OfNumber(customer.Satisfaction))));
            case "churn":
                client.Churned = true;
                return await sender.SendAsync(hub, cancellation, sender.Event(customer, "churned", time, ("reason", Value.OfText(customer.Satisfaction <= 5 ? "service" : "price"))));
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not an incident.");
        }
    }

    private static IReadOnlyList<(string Topic, string Text)> Complaints =>
    [
        ("network", "駅のホームでつながらないことが増えました。"),
        ("bill", "先月より請求が高い理由がわかりません。"),
        ("support", "電話が30分つながりませんでした。"),
        ("device", "買ったばかりの端末の電池がすぐ切れます。"),
    ];

    private async Task<IReadOnlyList<DecisionReply>> BillAsync(IDecisionHub hub, MarketClient client, DateTimeOffset time, CancellationToken cancellation)
    {
        var customer = client.Customer;
        customer.DataUsedShare = Math.Round(Math.Max(0.05, client.TypicalUse * 0.75), 2);
        await MarketSender.UpdateAsync(hub, customer, cancellation);
        var change = random.Chance(0.12) ? random.Between(0.2, 0.6) : random.Between(-0.05, 0.1);
        var amount = Math.Round(customer.MonthlyFee * (1 + change));
        var bill = sender.Event(customer, "bill_issued", time, ("amount", Value.OfMoney(amount)), ("change", Value.OfNumber(Math.Round(change, 2))));
        var failed = random.Chance(0.02 + 0.12 * customer.LateBills);
        var payment = sender.Event(customer, failed ? "payment_failed" : "payment_received", time, ("amount", Value.OfMoney(amount)));
        return await sender.SendAsync(hub, cancellation, bill, payment);
    }

    private async Task<IReadOnlyList<DecisionReply>> UseAsync(IDecisionHub hub, MarketClient client, DateTimeOffset time, CancellationToken cancellation)
    {
        var customer = client.Customer;
        var before = customer.DataUsedShare;
        customer.DataUsedShare = Math.Min(1.1, Math.Round(before + client.TypicalUse * random.Between(0, 0.04), 2));
        if (!Notices.Any(n => before < n && customer.DataUsedShare >= n))
        {
            return [];
        }

        await MarketSender.UpdateAsync(hub, customer, cancellation);
        return await sender.SendAsync(
            hub, cancellation,
            sender.Event(
                customer, "data_usage", time, ("share", Value.OfNumber(customer.DataUsedShare)),
                ("used_gb", Value.OfNumber(Math.Round(customer.DataUsedShare * customer.DataAllowanceGb, 1)))));
    }

    private void Plan(MarketClient client, string kind, double perDay, DateTimeOffset time)
    {
        if (random.Chance(Math.Min(0.5, perDay)))
        {
            schedule.Add(time.AddHours(random.Between(0, 12)), new IncidentStep(client, kind));
        }
    }
}
