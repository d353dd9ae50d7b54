using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

public sealed class EventCheckTests
{
    [Theory]
    [InlineData(null, "properties.amount")]
    [InlineData("text", "properties.amount")]
    [InlineData("number", null)]
    [InlineData("money", null)]
    public async Task Ingest_DeclaredType_IsCheckedByItsSchema(string? amount, string? path)
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")) with
        {
            Events = [new() { Type = "buy", Properties = [new() { Name = "amount", Type = "money", Required = true }, new() { Name = "product" }] }],
        });
        var properties = new Dictionary<string, Value> { ["more"] = Value.OfBoolean(true) };
        if (amount is not null)
        {
            properties["amount"] = amount switch { "text" => Value.OfText("12"), "money" => Value.OfMoney(12), _ => Value.OfNumber(12) };
        }

        var reply = (await host.Engine.IngestAsync([new EventInput("1", "c", "BUY", host.Now, properties)]))[0];

        reply.Errors.Select(e => e.Path).ShouldBe(path is null ? [] : [path]);
        reply.Status.ShouldBe(path is null ? EventStatus.Accepted : EventStatus.Rejected);
        host.Engine.FindCustomer("c").HasValue.ShouldBe(path is null, "nothing of a rejected event is kept");

        // A type that nobody declared is taken as it comes.
        (await host.Engine.IngestAsync([new EventInput("2", "c", "other", host.Now, properties)]))[0].Status.ShouldBe(EventStatus.Accepted);
    }
}
