using System.Runtime.CompilerServices;
using NbaStudio.Engine.Policies.Json;
using NbaStudio.Engine.Policies.Keys;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>An item of a document with its place.</summary>
internal readonly record struct Located<T>(T Item, string Path);

/// <summary>A group with where it belongs.</summary>
internal sealed record LocatedGroup(GroupDocument Item, string Path, int Objective);

/// <summary>An action with where it belongs.</summary>
internal sealed record LocatedAction(ActionDocument Item, string Path, int Group, int Objective);

/// <summary>A treatment with where it belongs; Channel is -1 when its channel is unknown.</summary>
internal sealed record LocatedTreatment(TreatmentDocument Item, string Path, int Action, int Group, int Objective, int Channel);

/// <summary>A document laid flat: every item with its path and its dense index, and the names that others may refer to.</summary>
internal sealed class DocumentIndex
{
    // Keys, validation and compiling all look at the same document, one after another.
    private static readonly ConditionalWeakTable<PolicyDocument, DocumentIndex> s_indexes = [];

    private DocumentIndex(PolicyDocument document)
    {
        Document = document;
        Channels = Locate(document.Channels, "channels", c => c.Id);
        ChannelIds = Names(document.Channels.Select(c => c.Id));
        Objectives = Locate(document.Objectives, "objectives", o => o.Id);
        var groups = new List<LocatedGroup>();
        var actions = new List<LocatedAction>();
        var treatments = new List<LocatedTreatment>();
        for (var o = 0; o < Objectives.Count; o++)
        {
            foreach (var group in Locate(Objectives[o].Item.Groups, Objectives[o].Path + "/groups", g => g.Id))
            {
                foreach (var action in Locate(group.Item.Actions, group.Path + "/actions", a => a.Id))
                {
                    foreach (var treatment in Locate(action.Item.Treatments, action.Path + "/treatments", t => t.Id))
                    {
                        treatments.Add(new(treatment.Item, treatment.Path, actions.Count, groups.Count, o, ChannelIds.GetValueOrDefault(treatment.Item.Channel, -1)));
                    }

                    actions.Add(new(action.Item, action.Path, groups.Count, o));
                }

                groups.Add(new(group.Item, group.Path, o));
            }
        }

        (Groups, Actions, Treatments) = (groups, actions, treatments);
        ObjectiveIds = Names(document.Objectives.Select(o => o.Id));
        GroupIds = Names(groups.Select(g => g.Item.Id));
        ActionIds = Names(actions.Select(a => a.Item.Id));
        TreatmentIds = Names(treatments.Select(t => t.Item.Id));
    }

    public PolicyDocument Document { get; }

    /// <summary>All items that carry keys, in the document's order.</summary>
    public IReadOnlyList<KeyedItem> Keyed => field ??= KeyedItems.Of(this);

    public IReadOnlyList<Located<ChannelDocument>> Channels { get; }

    public IReadOnlyList<Located<ObjectiveDocument>> Objectives { get; }

    public IReadOnlyList<LocatedGroup> Groups { get; }

    public IReadOnlyList<LocatedAction> Actions { get; }

    public IReadOnlyList<LocatedTreatment> Treatments { get; }

    /// <summary>Id to index; the first one where ids are doubled. Likewise below.</summary>
    public IReadOnlyDictionary<string, int> ChannelIds { get; }

    public IReadOnlyDictionary<string, int> ObjectiveIds { get; }

    public IReadOnlyDictionary<string, int> GroupIds { get; }

    public IReadOnlyDictionary<string, int> ActionIds { get; }

    public IReadOnlyDictionary<string, int> TreatmentIds { get; }

    /// <summary>The same for the same document. Thread safe.</summary>
    public static DocumentIndex Of(PolicyDocument document) => s_indexes.GetValue(document, d => new DocumentIndex(d));

    public static IReadOnlyList<Located<T>> Locate<T>(IReadOnlyList<T> items, string path, Func<T, string?> identity) =>
        [.. items.Select((item, i) => new Located<T>(item, Paths.Item(path, identity(item), i)))];

    /// <summary>Indexes of the treatments in a scope, ascending. Scopes with more than one field or an unknown id hold nothing.</summary>
    public IEnumerable<int> TreatmentsIn(ScopeDocument scope)
    {
        var objective = Wanted(scope.Objective, ObjectiveIds);
        var group = Wanted(scope.Group, GroupIds);
        var action = Wanted(scope.Action, ActionIds);
        var treatment = Wanted(scope.Treatment, TreatmentIds);
        var channel = Wanted(scope.Channel, ChannelIds);
        return Enumerable.Range(0, Treatments.Count).Where(i =>
            Treatments[i] is var t
            && (objective is null || objective == t.Objective)
            && (group is null || group == t.Group)
            && (action is null || action == t.Action)
            && (treatment is null || treatment == i)
            && (channel is null || channel == t.Channel));
    }

    private static int? Wanted(string? id, IReadOnlyDictionary<string, int> ids) => id is null ? null : ids.GetValueOrDefault(id, int.MinValue);

    private static Dictionary<string, int> Names(IEnumerable<string> ids)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var index = 0;
        foreach (var id in ids)
        {
            names.TryAdd(id, index++);
        }

        return names;
    }
}
