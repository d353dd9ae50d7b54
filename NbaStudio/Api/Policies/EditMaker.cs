using System.Globalization;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Policies;

/// <summary>Turns what a caller wants of items into edits on the newest revision. Items that it adds can be parents of the next ones.</summary>
internal sealed class EditMaker(ChangeWork work)
{
    private readonly Dictionary<(string Kind, string Id), string> _added = [];

    /// <summary>The edit, or null where nothing would change.</summary>
    /// <exception cref="ProblemException">Key, parent or position do not fit.</exception>
    public PolicyEdit? Put(string kind, string id, PolicyDraftItem? known, PolicyItemReading reading, ItemPlace place)
    {
        var json = WithKey(kind, known, reading);
        var parent = ParentHandle(kind, known, place);
        var after = After(kind, known, parent, place);
        if (known is null)
        {
            var handle = FreeHandle(kind, id);
            _added[(kind, id)] = handle;
            return new PolicyEdit(kind, handle, json, work.Revision) { Parent = parent, After = after };
        }

        var moves = parent is not null && parent != known.Parent;
        if (json == known.Json && !moves && after is null)
        {
            return null;
        }

        var conflict = known.Edit is { } mine ? work.Draft.Conflicts.FirstOrDefault(c => ReferenceEquals(c.Edit, mine)) : null;
        if (conflict is not null && conflict.Reason != PolicyConflictReason.ParentGone)
        {
            return !moves && after is null ? conflict.Edit with { Json = json } : throw PolicyDesk.Conflict($"The {kind} '{id}' is in conflict; decide about that before it is moved.");
        }

        // The edit is in no conflict, so the item is the same on its base and on the newest revision: it may rest on that one.
        var edit = known.Edit ?? new PolicyEdit(kind, known.Handle, json, work.Revision);
        return edit with
        {
            Handle = known.Handle, Json = json, Base = work.Revision,
            Parent = moves ? parent : known.IsNew || edit.Parent is not null ? known.Parent : null,
            After = after ?? (edit.After is null || conflict is not null ? null : Before(known)?.Handle ?? ""),
        };
    }

    /// <summary>Edits that delete an item with everything under it, and edits that go.</summary>
    /// <exception cref="ProblemException">It is in conflict.</exception>
    public (IReadOnlyList<PolicyEdit> Put, IReadOnlyList<(string Kind, string Handle)> Remove) Delete(PolicyDraftItem item)
    {
        if (work.Draft.Conflicts.Any(c => ReferenceEquals(c.Edit, item.Edit)))
        {
            throw PolicyDesk.Conflict($"The {item.Kind} '{item.Id}' is in conflict; decide about that before it is deleted.");
        }

        var put = new List<PolicyEdit>();
        var remove = new List<(string, string)>();
        foreach (var node in Subtree(item))
        {
            // What the change itself brought here has no other place to be; what was published under the item falls with it.
            if (node.IsNew || (node != item && node.Edit?.Parent is null))
            {
                remove.Add((node.Kind, node.Handle));
            }
            else
            {
                put.Add(new PolicyEdit(node.Kind, node.Handle, null, work.Revision));
            }
        }

        return (put, [.. remove.Where(r => work.Change.Edits.Any(e => e.Kind == r.Item1 && e.Handle == r.Item2))]);
    }

    private IEnumerable<PolicyDraftItem> Subtree(PolicyDraftItem item) =>
        work.Draft.Items.Where(i => PolicyItems.ParentKindOf(i.Kind) == item.Kind && i.Parent == item.Handle).SelectMany(Subtree).Prepend(item);

    private static string WithKey(string kind, PolicyDraftItem? known, PolicyItemReading reading)
    {
        var own = known is null ? null : PolicyItems.ReadItem(kind, System.Text.Encoding.UTF8.GetBytes(known.Json)).Key;
        if (reading.Key is { } key && key != own)
        {
            throw new ProblemException([new FieldError("key", $"The key is {key.ToString(CultureInfo.InvariantCulture)}.",
                own is null ? "no key: the hub gives it when the item is published" : $"{own.Value.ToString(CultureInfo.InvariantCulture)}, or none")]);
        }

        return reading.Key is null && own is { } kept ? PolicyItems.WithKey(kind, reading.Json!, kept) : reading.Json!;
    }

    private string? ParentHandle(string kind, PolicyDraftItem? known, ItemPlace place)
    {
        if (PolicyItems.ParentKindOf(kind) is not { } parentKind)
        {
            return place.Parent is null ? null : throw new ProblemException([new FieldError("parent", $"A {kind} belongs to the document itself.", "no parent")]);
        }

        if (place.Parent is null)
        {
            return known is not null ? null : throw new ProblemException([new FieldError("parent", $"A new {kind} needs a parent.", $"?parent= the id of its {parentKind}")]);
        }

        return _added.GetValueOrDefault((parentKind, place.Parent)) ?? work.Draft.Items.FirstOrDefault(i => i.Kind == parentKind && i.Id == place.Parent)?.Handle
            ?? throw new ProblemException([new FieldError("parent", $"There is no {parentKind} '{place.Parent}'.", $"the id of a {parentKind}")]);
    }

    private string? After(string kind, PolicyDraftItem? known, string? parent, ItemPlace place)
    {
        if (place.Position is not { } position)
        {
            return null;
        }

        var siblings = work.Draft.Items.Where(i => i.Kind == kind && i.Parent == (parent ?? known?.Parent) && i.Handle != known?.Handle).ToList();
        if (position < 0 || position > siblings.Count)
        {
            throw new ProblemException([new FieldError("position", $"The position is {position.ToString(CultureInfo.InvariantCulture)}.", $"0 to {siblings.Count.ToString(CultureInfo.InvariantCulture)}")]);
        }

        return position == 0 ? "" : siblings[position - 1].Handle;
    }

    private PolicyDraftItem? Before(PolicyDraftItem item) =>
        work.Draft.Items.FirstOrDefault(i => i.Kind == item.Kind && i.Parent == item.Parent && i.Position == item.Position - 1);

    // The id of an item that this change renames or deletes may be given to another one.
    private string FreeHandle(string kind, string id)
    {
        var handle = id;
        for (var n = 2; _added.Any(a => a.Key.Kind == kind && a.Value == handle) || work.Change.Edits.Any(e => e.Kind == kind && e.Handle == handle) || work.Draft.Items.Any(i => i.Kind == kind && i.Handle == handle); n++)
        {
            handle = $"{id}~{n.ToString(CultureInfo.InvariantCulture)}";
        }

        return handle;
    }
}
