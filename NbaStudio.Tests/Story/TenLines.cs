using System.Security.Cryptography;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Story;

/// <summary>The sample of docs/ten-lines.md, as code that is compiled and run.</summary>
internal static class TenLines
{
    public static async Task<DecisionReply> RunAsync()
    {
        // <sample>
        var hero = new TreatmentDocument { Id = "upgrade-hero", Channel = "web", Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Body = "Twice the data, same price" } } };
        var upgrade = new ActionDocument { Id = "upgrade", Value = "customer.fee * 12 * 0.3", StartingPropensity = 0.05, Eligibility = "customer.age >= 18", Treatments = [hero] };
        var policy = new PolicyDocument { Name = "Shop", Channels = [new() { Id = "web", Placements = [new() { Name = "hero" }] }] };
        policy = policy with { Attributes = [new() { Name = "age", Type = "number" }, new() { Name = "fee", Type = "money" }], RandomCheck = 0 };
        policy = policy with { Objectives = [new() { Id = "grow", Groups = [new() { Id = "plans", Actions = [upgrade] }] }] };

        await using var engine = new NbaEngine(new InMemoryHubStore(), new EngineOptions { Secret = RandomNumberGenerator.GetBytes(32) }, TimeProvider.System, RandomNumberGenerator.Fill);
        await engine.StartAsync(policy, revision: 1);
        await engine.UpsertCustomerAsync("aoi", new() { Attributes = new Dictionary<string, Value> { ["age"] = Value.OfNumber(34), ["fee"] = Value.OfMoney(40) } });
        var decision = await engine.DecideAsync(new DecisionRequest(null, "aoi", "web", [new PlacementRequest("hero")], new Dictionary<string, Value>()));
        Console.WriteLine(decision.Silence?.Reason ?? $"{decision.Actions[0].Content.Body} (priority {decision.Actions[0].Priority:0.00})");
        // </sample>
        return decision;
    }
}
