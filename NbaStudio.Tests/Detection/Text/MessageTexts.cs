using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Detection.Text;

/// <summary>A small text model over an event "message", for tests.</summary>
internal static class MessageTexts
{
    public static TextModelDocument Mood { get; } = new()
    {
        Name = "mood", Event = "message", Property = "text", Output = "sentiment", Threshold = 0.5,
        Labels = [new() { Id = "good" }, new() { Id = "bad" }],
        Examples =
        [
            .. Enumerable.Range(0, 20).Select(i => new TextExampleDocument { Text = $"wonderful, thank you {Things[i % 10]} {i}", Label = "good" }),
            .. Enumerable.Range(0, 20).Select(i => new TextExampleDocument { Text = $"terrible, I hate {Things[i % 10]} {i}", Label = "bad" }),
        ],
    };

    private static string[] Things => ["shop", "phone", "network", "bill", "plan", "app", "chat", "staff", "price", "site"];

    public static EventDocument Event { get; } = new() { Type = "message", Properties = [new() { Name = "text" }] };

    public static PolicyDocument WithTexts(this PolicyDocument policy, Func<TextModelDocument, TextModelDocument>? change = null) =>
        policy with { Events = [.. policy.Events, Event], TextModels = [change?.Invoke(Mood) ?? Mood] };
}
