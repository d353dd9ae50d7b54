using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Editing;

/// <summary>An item under work with what is copied under it and what is wrong with it. Lives as long as the page.</summary>
public sealed class ItemWork
{
    private readonly List<(string Kind, string Id, string? Parent, string Json)> _below = [];
    private readonly string _openedId;

    private ItemWork(ItemDraft draft, string? openedId = null)
    {
        Draft = draft;
        _openedId = openedId ?? draft.Id;
    }

    public ItemDraft Draft { get; }

    /// <summary>What is wrong, as far as it was looked.</summary>
    public ItemCheck Check { get; set; } = ItemCheck.Clean;

    /// <summary>How many items are copied with it.</summary>
    public int Below => _below.Count;

    /// <param name="isChecking">Whether the check of what stands there now is still to come.</param>
    public SaveState StateOf(bool isChecking) => SaveStates.Of(
        Draft.IsChanged, Draft.Unread.Count == 0 && !Check.Notes.Any(n => n.IsError && n.Kind == Draft.Kind) && Draft.Id.Length > 0 && (Draft.Parent is not null || Draft.Kind == "objective"), isChecking);

    /// <summary>An item that stands in the policy.</summary>
    public static ItemWork Of(PolicyItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new ItemWork(new ItemDraft(item.Kind, item.Json, item.Parent, isNew: false));
    }

    /// <summary>An item that was under work before.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    public static ItemWork Of(KeptItem kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var work = new ItemWork(new ItemDraft(kept), kept.OpenedId) { _proposed = kept.Proposed };
        work._below.AddRange(kept.Below.Select(b => (b.Kind, b.Id, b.Parent, b.Json)));
        return work;
    }

    /// <summary>As it stands, for a browser to keep.</summary>
    public KeptItem Keep() => Draft.Keep() with { OpenedId = _openedId, Proposed = _proposed, Below = [.. _below.Select(b => new KeptBelow(b.Kind, b.Id, b.Parent, b.Json))] };

    /// <summary>A new item.</summary>
    /// <param name="id">A free id.</param>
    /// <param name="channel">Channel of a treatment where there is no choice; null = it is still to be chosen.</param>
    public static ItemWork New(string kind, string id, string? parent, string? channel = null)
    {
        var json = new JsonObject { ["id"] = id };
        if (channel is not null)
        {
            json["channel"] = channel;
        }

        return new ItemWork(new ItemDraft(kind, json.ToJsonString(), parent, isNew: true));
    }

    /// <summary>A copy of an item with everything under it, under free ids. Numbers of its own come with publishing.</summary>
    /// <param name="suffix">Put behind each name.</param>
    public static ItemWork Copy(ActionBook book, PolicyItem item, string suffix)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(item);
        var taken = new HashSet<(string, string)>();
        var work = new ItemWork(new ItemDraft(item.Kind, Json(item, Free(item)), item.Parent, isNew: true));
        CopyBelow(item, null);
        return work;

        void CopyBelow(PolicyItem from, string? parent)
        {
            foreach (var child in book.Under(from))
            {
                var id = Free(child);
                work._below.Add((child.Kind, id, parent, Json(child, id)));
                CopyBelow(child, id);
            }
        }

        string Free(PolicyItem of)
        {
            var id = ItemIds.Free(of.Id, i => taken.Contains((of.Kind, i)) || book.Find(of.Kind, i) is not null);
            taken.Add((of.Kind, id));
            return id;
        }

        string Json(PolicyItem of, string id)
        {
            var json = JsonNode.Parse(of.Json)!.AsObject();
            json.Remove("key");
            json["id"] = id;
            if (of == item && json["label"] is JsonObject label)
            {
                foreach (var (language, text) in label.ToList())
                {
                    label[language] = $"{text!.GetValue<string>()} {suffix}";
                }
            }

            return json.ToJsonString();
        }
    }

    /// <summary>The edits: the item, and after it what is copied with it.</summary>
    public IReadOnlyList<ItemEdit> ToEdits() => [Draft.ToEdit(), .. _below.Select(b => new ItemDraft(b.Kind, b.Json, b.Parent ?? Draft.Id, isNew: true).ToEdit())];

    /// <summary>Proposes an id from the name, until somebody has written one.</summary>
    /// <param name="isTaken">Whether the policy has the id.</param>
    public void ProposeId(string name, Func<string, bool> isTaken)
    {
        if (Draft.IsNew && ItemIds.From(name) is { Length: > 0 } proposed && (Draft.Id == _proposed || Draft.Id == _openedId))
        {
            _proposed = ItemIds.Free(proposed, isTaken);
            Draft.Write("id", _proposed);
        }
    }

    private string? _proposed;

    /// <inheritdoc cref="ItemDraft.Take"/>
    public Action Take()
    {
        var settle = Draft.Take();
        return () =>
        {
            settle();
            _below.Clear();
            Check = ItemCheck.Clean;
        };
    }
}
