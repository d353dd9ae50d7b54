using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Simulation;

/// <summary>What customers do with an offer, and what follows from a yes.</summary>
internal sealed class MarketAnswers(MarketTruth truth, MarketRandom random, MarketSender sender)
{
    public long Accepted { get; private set; }

    public async Task<IReadOnlyList<DecisionReply>> AnswerAsync(IDecisionHub hub, AnswerStep step, DateTimeOffset time, CancellationToken cancellation)
    {
        var delivery = step.Delivery;
        if (!step.Accepts)
        {
            await sender.SendAsync(hub, cancellation, [.. Refusal(delivery).Select(kind => sender.Outcome(delivery, kind, time))]);
            return [];
        }

        Accepted++;
        var customer = step.Client.Customer;
        var amount = Math.Round(delivery.Value * random.Between(0.8, 1.2));
        List<OutcomeInput> outcomes = [sender.Outcome(delivery, ContactKind.Click, time), sender.Outcome(delivery, ContactKind.Accept, time)];
        if (amount > 0)
        {
            outcomes.Add(sender.Outcome(delivery, ContactKind.Conversion, time, amount));
        }

        await sender.SendAsync(hub, cancellation, outcomes);
        var plan = customer.Plan;
        MarketConsequences.Apply(customer, delivery.Action, time);
        await MarketSender.UpdateAsync(hub, customer, cancellation);
        return truth.Sells(delivery.Action) ? await BuyAsync(hub, step.Client, delivery.Action, plan, amount, time, cancellation) : [];
    }

    private Task<IReadOnlyList<DecisionReply>> BuyAsync(
        IDecisionHub hub, MarketClient client, string action, string planBefore, double amount, DateTimeOffset time, CancellationToken cancellation)
    {
        client.LastPurchase = time;
        var product = action is "handset-5g" or "trade-in" ? "handset" : action;
        var purchase = sender.Event(
            client.Customer, "purchase", time, ("product", Value.OfText(product)), ("amount", Value.OfMoney(Math.Max(500, Math.Round(amount / 4)))));
        return client.Customer.Plan == planBefore
            ? sender.SendAsync(hub, cancellation, purchase)
            : sender.SendAsync(
                hub, cancellation, purchase,
                sender.Event(client.Customer, "plan_changed", time, ("from", Value.OfText(planBefore)), ("to", Value.OfText(client.Customer.Plan))));
    }

    private IEnumerable<ContactKind> Refusal(MarketDelivery delivery)
    {
        var parameters = truth.Parameters;
        if (delivery.Channel == "email" && random.Chance(0.3))
        {
            yield return ContactKind.Open;
        }

        var draw = random.Uniform();
        if (draw < parameters.Rejects)
        {
            yield return ContactKind.Reject;
        }
        else if (draw < parameters.Rejects + parameters.Dismissals && delivery.Channel != "email")
        {
            yield return ContactKind.Dismiss;
        }
        else if (delivery.Channel is "email" or "push" or "sms" && draw > 1 - parameters.Unsubscribes)
        {
            yield return ContactKind.Unsubscribe;
        }
    }
}
