using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>What customers write, and how it is understood: mood and intent, learned from the examples beside this file.</summary>
internal static class Messages
{
    private static readonly IReadOnlyList<Message> Written = [.. Read(MessagesEnglish.Text), .. Read(MessagesJapanese.Text)];

    public static IReadOnlyList<TextModelDocument> Models =>
    [
        new()
        {
            Name = "mood", Label = Text("Mood", "気分"), Event = "message", Property = "text", Output = "sentiment", Threshold = 0.5,
            Labels = [Of("positive", "positive", "好意的"), Of("neutral", "neutral", "中立"), Of("negative", "negative", "不満")],
            Examples = [.. Written.Select(m => new TextExampleDocument { Text = m.Text, Label = m.Mood })],
        },
        new()
        {
            Name = "intent", Label = Text("Intent", "意図"), Event = "message", Property = "text", Output = "intent", Threshold = 0.45,
            Labels =
            [
                Of("cancellation", "cancellation", "解約"), Of("billing", "bill and payment", "請求と支払い"), Of("device", "phone", "端末"), Of("travel", "travel", "海外利用"),
                Of("upgrade", "more or another plan", "プラン変更・追加"), Of("praise", "praise", "お礼"), Of("complaint", "complaint", "苦情"), Of("other", "something else", "その他"),
            ],
            Examples = [.. Written.Select(m => new TextExampleDocument { Text = m.Text, Label = m.Intent })],
        },
    ];

    private static TextLabelDocument Of(string id, string english, string japanese) => new() { Id = id, Label = Text(english, japanese) };

    // "# intent" begins a part; each line begins with the mood: + positive, 0 neutral, - negative.
    private static IEnumerable<Message> Read(string text)
    {
        var intent = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line[0] == '#')
            {
                intent = line[2..];
                continue;
            }

            yield return new Message(line[2..], intent, line[0] switch
            {
                '+' => "positive",
                '0' => "neutral",
                '-' => "negative",
                _ => throw new InvalidOperationException($"The message '{line}' does not begin with +, 0 or -."),
            });
        }
    }

    private sealed record Message(string Text, string Intent, string Mood);
}
