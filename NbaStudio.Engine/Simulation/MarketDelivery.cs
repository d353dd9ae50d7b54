using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Simulation;

/// <summary>Something that reached a simulated customer: a push, an e-mail, a text message. Whoever delivers tells the market.</summary>
/// <param name="Value">The action's value, major units; a conversion is worth about this.</param>
/// <param name="Time">When it arrived, by the hub's clock.</param>
public sealed record MarketDelivery(string CustomerId, string DecisionId, string Action, string Treatment, string Channel, double Value, DateTimeOffset Time)
{
    public static MarketDelivery Of(DecisionReply reply, ChosenAction chosen, DateTimeOffset time) =>
        new(reply.CustomerId, reply.DecisionId, chosen.Action, chosen.Treatment, chosen.Channel, chosen.Value, time);
}
