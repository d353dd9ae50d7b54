using System.Text;
using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>Brings fields that people wrote onto the items of a change: what others wrote into the same field is a conflict, other fields go together. Pure.</summary>
internal sealed class ItemEditPlanner(ChangeWork work)
{
    private const string Parent = "parent";

    private readonly EditMaker _maker = new(work);
    private readonly Dictionary<(string, string), PolicyDraftItem> _known = work.Draft.Items.DistinctBy(i => (i.Kind, i.Id)).ToDictionary(i => (i.Kind, i.Id));
    private readonly List<PolicyEdit> _edits = [];
    private readonly List<ItemNote> _notes = [];
    private readonly List<FieldConflict> _conflicts = [];

    /// <summary>The edits in their order: what is new comes before what hangs under it.</summary>
    public ItemPlan Plan(IReadOnlyList<ItemEdit> items)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var item in items)
        {
            if (!seen.Add((item.Kind, item.Id)))
            {
                Note(item, "id", $"The {item.Kind} '{item.Id}' is edited twice.", "each item once");
                continue;
            }

            Add(item);
        }

        return new ItemPlan(_edits, _notes, _conflicts);
    }

    private void Add(ItemEdit item)
    {
        var known = work.Draft.Conflicts.Count > 0 ? work.Draft.Find(item.Kind, item.Id) : _known.GetValueOrDefault((item.Kind, item.Id));
        if (known is null != item.IsNew)
        {
            Note(item, "id", item.IsNew ? $"There is a {item.Kind} '{item.Id}' already." : $"There is no {item.Kind} '{item.Id}' any more.", item.IsNew ? "another id" : null);
            return;
        }

        var json = known is null ? new JsonObject { ["id"] = item.Id } : JsonNode.Parse(known.Json)!.AsObject();
        var parentKind = PolicyItems.ParentKindOf(item.Kind);
        if (known is not null && parentKind is not null)
        {
            json[Parent] = work.IdOf(parentKind, known.Parent);
        }

        var parentBefore = json[Parent]?.GetValue<string>();
        foreach (var patch in item.Fields)
        {
            Apply(item, json, patch);
        }

        var parent = json[Parent] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        json.Remove(Parent);
        var reading = PolicyItems.ReadItem(item.Kind, Encoding.UTF8.GetBytes(json.ToJsonString()));
        foreach (var issue in reading.Issues.Where(i => i.Severity == IssueSeverity.Error))
        {
            _notes.Add(new ItemNote(item.Kind, item.Id, issue.Path, true, issue.Message, issue.Suggestion) { Issue = issue });
        }

        if (reading.Json is null)
        {
            return;
        }

        if (reading.Id != item.Id)
        {
            Note(item, "id", $"The item's id is '{reading.Id}', not '{item.Id}'.", item.Id);
            return;
        }

        try
        {
            if (_maker.Put(item.Kind, item.Id, known, reading, new ItemPlace(parent != parentBefore ? parent : null)) is { } edit)
            {
                _edits.Add(edit);
            }
        }
        catch (ProblemException refused)
        {
            _notes.AddRange(ChangePublisher.Notes(refused).Select(n => new ItemNote(item.Kind, item.Id, n.Path, true, n.Message, n.Suggestion) { Issue = n.Issue }));
        }
    }

    private void Apply(ItemEdit item, JsonObject json, FieldPatch patch)
    {
        var steps = patch.Field.Split('/');
        var now = (JsonNode?)json;
        foreach (var step in steps)
        {
            now = (now as JsonObject)?[step];
        }

        var value = Node(patch.Value);
        if (JsonNode.DeepEquals(now, value))
        {
            return;
        }

        if (!JsonNode.DeepEquals(now, Node(patch.Seen)))
        {
            _conflicts.Add(new FieldConflict(item.Kind, item.Id, patch.Field, now?.ToJsonString(), patch.Value));
            return;
        }

        var holder = json;
        foreach (var step in steps[..^1])
        {
            if (holder[step] is not JsonObject inner)
            {
                holder[step] = inner = [];
            }

            holder = inner;
        }

        holder.Remove(steps[^1]);
        if (value is not null)
        {
            holder[steps[^1]] = value;
        }
    }

    private void Note(ItemEdit item, string field, string message, string? suggestion) => _notes.Add(new ItemNote(item.Kind, item.Id, field, true, message, suggestion));

    private static JsonNode? Node(string? json) => json is null ? null : JsonNode.Parse(json);
}
