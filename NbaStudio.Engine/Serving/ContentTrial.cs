using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>Contents that are being written, filled in for one customer by the renderer that serves. Immutable.</summary>
/// <remarks>What only a decision knows, such as its trigger, is missing here; so are counts of events that no published rule asks for yet.</remarks>
/// <param name="Customer">As last stored.</param>
/// <param name="Policy">The names that the contents use; null where there are issues.</param>
/// <param name="IsHtml">Whether bodies are HTML.</param>
/// <param name="Contents">By language tag; empty where there are issues.</param>
/// <param name="Issues">What is wrong with the contents or the names around them: errors only.</param>
public sealed record ContentTrial(
    CustomerState Customer, PolicySnapshot? Policy, bool IsHtml, IReadOnlyDictionary<string, TriedContent> Contents, IReadOnlyList<PolicyIssue> Issues)
{
    private const string Id = "trial";

    internal static ContentTrial Of(
        PolicyDocument document, string channel, IReadOnlyDictionary<string, ContentDocument> contents, CustomerState customer, UnknownAttributes unknown, DateTimeOffset now)
    {
        // The contents stand alone: mistakes elsewhere are not theirs, and a large policy need not be compiled for them.
        var treatment = new TreatmentDocument { Id = Id, Channel = channel, Content = contents.ToDictionary(c => c.Key, c => WithoutItsWords(c.Value) ? c.Value with { ImageAlt = Id } : c.Value) };
        var small = document with
        {
            Objectives = [new() { Id = Id, Groups = [new() { Id = Id, Actions = [new() { Id = Id, Value = "1", Treatments = [treatment] }] }] }],
            Audiences = [], ContactPolicies = [], Budgets = [], ContextWeights = [], Triggers = [], HoldOuts = [], Fairness = [],
        };
        var compilation = PolicyCompiler.Compile(small, 1, now);
        if (compilation.Snapshot is not { } snapshot)
        {
            return new ContentTrial(customer, null, false, new Dictionary<string, TriedContent>(), [.. compilation.Issues.Where(i => i.Severity == IssueSeverity.Error)]);
        }

        var frame = new EvaluationFrame(snapshot.Layout.Count);
        Schedules.AudienceTest.Fill(new ServingPolicy(snapshot, unknown), frame, customer, now.ToUnixTimeMilliseconds());
        var tried = snapshot.Treatments[0];
        return new ContentTrial(
            customer, snapshot, snapshot.Channels[tried.Channel].Kind == ChannelKind.Email,
            tried.Content.Languages.ToDictionary(c => c.Language, c => new TriedContent(Render(c.Language), [.. Missing(c, frame)])), []);

        RenderedContent Render(string language)
        {
            var content = ContentRenderer.Render(snapshot, tried, language, frame);
            return WithoutItsWords(contents[language]) ? content with { ImageAlt = null } : content;
        }
    }

    // A picture is looked at before somebody writes its words.
    private static bool WithoutItsWords(ContentDocument content) => OwnPictures.Is(content.Image) && string.IsNullOrWhiteSpace(content.ImageAlt);

    private static IEnumerable<(int Slot, string FallBack)> Missing(LocalizedContent content, EvaluationFrame frame) =>
        new[] { content.Subject, content.Body, content.Image, content.ImageAlt, content.Link, content.Button }
            .SelectMany(template => template?.MissingIn(frame) ?? []).Distinct();
}

/// <summary>One content, filled in.</summary>
/// <param name="Missing">Slots without a value, with what stands there instead.</param>
public sealed record TriedContent(RenderedContent Content, IReadOnlyList<(int Slot, string FallBack)> Missing);
