using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Compiles what treatments learn.</summary>
internal sealed class HeadBuilder(ExpressionCompiler compiler)
{
    private static readonly string[] StandardPositive = ["click", "accept"];
    private static readonly string[] StandardNegative = ["reject", "dismiss"];

    public IReadOnlyList<HeadSnapshot> Build(IReadOnlyList<HeadDocument> heads, string treatmentPath, ChannelKind channel)
    {
        // Without heads: the engagement head that every channel can report.
        IReadOnlyList<HeadDocument> stated = heads.Count > 0 ? heads : [new HeadDocument { Positive = StandardPositive, Negative = StandardNegative }];
        return [.. stated.Select((head, i) => Build(head, $"{treatmentPath}/heads/{i}", channel))];
    }

    private HeadSnapshot Build(HeadDocument head, string path, ChannelKind channel) => new(
        head.Kind switch { "conversion" => HeadKind.Conversion, "harm" => HeadKind.Harm, _ => HeadKind.Engagement },
        Outcomes(head.Positive, path + "/positive"),
        Outcomes(head.Negative, path + "/negative"),
        DocumentWords.Milliseconds(head.Window, channel is ChannelKind.Web or ChannelKind.App ? "30m" : "3d"),
        compiler.Rule(head.Value, ExpectedType.Money, path + "/value"),
        head.StartingPropensity ?? double.NaN);

    private OutcomeSet Outcomes(IReadOnlyList<string> texts, string path)
    {
        var mask = 0U;
        var events = new List<WhereFilter>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (DocumentWords.Outcome(texts[i]) is ContactKind kind)
            {
                mask |= 1U << (int)kind;
            }
            else if (compiler.Pattern(texts[i], $"{path}/{i}", []) is { } pattern)
            {
                events.Add(pattern.Parts[0].Filter);
            }
        }

        return new OutcomeSet(mask, events);
    }
}
