using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>The guide over the policy in force, the changes that are open, and the decisions that were made.</summary>
internal sealed class StartGuide(NbaEngine engine, IChangeBoard board, IActionDesk desk, ConsoleSettings settings) : IStartGuide
{
    /// <summary>Names of the settings that keep who has put it away begin so.</summary>
    public const string AwayPrefix = "guide.away.";

    /// <summary>Changes that are looked into, those edited last: a new workspace has few.</summary>
    private const int MostChanges = 5;

    private static readonly GuideStep[] Drafted = [GuideStep.Attributes, GuideStep.Channel, GuideStep.Action];

    public async Task<GuideView?> ReadAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        var live = engine.Policy?.Document ?? new PolicyDocument();
        var published = Drafted.ToDictionary(s => s, s => Has(live, s));
        var isPublished = published[GuideStep.Channel] && published[GuideStep.Action];
        var isDecided = engine.HasDecided();
        // A workspace that decides is set up: whether its rules read attributes is its own affair.
        if ((isPublished && isDecided) || await settings.GetAsync(NameOf(who), cancellationToken) is not null)
        {
            return null;
        }

        var open = (await board.ReadAsync(cancellationToken)).Changes.Where(c => c.Stage is ChangeStage.Open or ChangeStage.Submitted or ChangeStage.Approved)
            .OrderByDescending(c => c.UpdatedAt).Take(MostChanges).ToList();
        var drafts = new List<PolicyDocument>();
        foreach (var change in open)
        {
            if (await desk.OpenAsync(change.Id, cancellationToken) is { Document: var draft })
            {
                drafts.Add(draft);
            }
        }

        var steps = Drafted.Select(s => (s, published[s] ? GuideState.Done : drafts.Exists(d => Has(d, s)) ? GuideState.InChange : GuideState.Open))
            .Append((GuideStep.Publish, isPublished ? GuideState.Done : GuideState.Open)).Append((GuideStep.Decision, isDecided ? GuideState.Done : GuideState.Open));
        var channel = live.Channels.FirstOrDefault(c => c.Direction != "outbound");
        return new GuideView([.. steps], open.Find(c => c.Stage == ChangeStage.Open)?.Id ?? open.FirstOrDefault()?.Id, channel?.Id, channel?.Placements.FirstOrDefault()?.Name);
    }

    public Task PutAwayAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        return settings.SetAsync(NameOf(who), "true", who.Name, cancellationToken);
    }

    private static string NameOf(Caller who) => AwayPrefix + (who.AccountId ?? who.Name);

    private static bool Has(PolicyDocument document, GuideStep step) => step switch
    {
        GuideStep.Attributes => document.Attributes.Count > 0,
        GuideStep.Channel => document.Channels.Count > 0,
        _ => document.Objectives.SelectMany(o => o.Groups).SelectMany(g => g.Actions).SelectMany(a => a.Treatments).Any(t => t.Content.Count > 0),
    };
}
