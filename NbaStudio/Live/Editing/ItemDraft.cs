using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Editing;

/// <summary>One item under work: its fields as JSON, what differs from what was opened, and steps back. A way into it is written like content/ja/body; parent is the id of what it hangs under.</summary>
public sealed class ItemDraft
{
    /// <summary>Fields whose languages are edited one by one.</summary>
    private static readonly string[] ByLanguage = ["label", "content"];

    // What the canonical form leaves out.
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["lever"] = "1", ["class"] = "\"marketing\"", ["maximumPerDecision"] = "1", ["impressionOn"] = "\"report\"", ["halfLife"] = "\"60d\"", ["paused"] = "false", ["archived"] = "false",
    };

    private readonly EditSteps<string> _steps = new();
    private JsonObject _opened;
    private JsonObject _now;

    /// <param name="kind">objective, group, action or treatment.</param>
    /// <param name="json">The item in canonical form; of a new one what it begins with.</param>
    /// <param name="parent">Id of what it hangs under; null for objectives.</param>
    public ItemDraft(string kind, string json, string? parent, bool isNew)
    {
        (Kind, IsNew) = (kind, isNew);
        _now = Parse(json);
        if (parent is not null)
        {
            _now["parent"] = parent;
        }

        _now = Parse(_now.ToJsonString());
        _opened = IsNew ? [] : Parse(_now.ToJsonString());
    }

    /// <param name="kept">As <see cref="Keep"/> wrote it.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public ItemDraft(KeptItem kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        (Kind, IsNew, _opened, _now) = (kept.Kind, kept.IsNew, Parse(kept.Opened), Parse(kept.Now));
        Unread = new Dictionary<string, string>(kept.Unread);
        if (kept.Begun is { } begun)
        {
            _steps.Remember(begun);
        }
    }

    public string Kind { get; }

    public bool IsNew { get; private set; }

    public string Id => Text("id");

    public string? Parent => Text("parent") is { Length: > 0 } parent ? parent : null;

    /// <summary>Texts that could not be read as what their field holds, by field. They keep the item from being saved.</summary>
    public Dictionary<string, string> Unread { get; } = [];

    public bool CanUndo => _steps.CanUndo;

    public bool CanRedo => _steps.CanRedo;

    /// <summary>Whether something differs from what was opened. A new item always does.</summary>
    public bool IsChanged => IsNew || Unread.Count > 0 || !JsonNode.DeepEquals(_opened, _now);

    /// <summary>Fields that differ, each with what was seen when it was opened.</summary>
    public IReadOnlyList<FieldPatch> Patches => [.. Fields().Where(f => f != "id").Select(f => (Field: f, Before: At(_opened, f), After: At(_now, f)))
        .Where(f => !JsonNode.DeepEquals(f.Before, f.After)).Select(f => new FieldPatch(f.Field, f.Before?.ToJsonString(), f.After?.ToJsonString()))];

    /// <summary>As it stands, for a browser to keep.</summary>
    public KeptItem Keep() => new(Kind, IsNew, _opened.ToJsonString(), _now.ToJsonString(), _steps.CanUndo ? _steps.First : null, new Dictionary<string, string>(Unread), Id, null, []);

    public ItemEdit ToEdit() => new(Kind, Id, IsNew, Patches);

    public JsonNode? Get(string field) => At(_now, field);

    /// <summary>The text of a field; empty where there is none.</summary>
    public string Text(string field) => Get(field) is JsonValue value ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString() : "";

    public double? Number(string field) => Get(field) is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;

    public bool Flag(string field) => Get(field)?.GetValueKind() == JsonValueKind.True;

    public IReadOnlyList<string> Texts(string field) => Get(field) is JsonArray array ? [.. array.OfType<JsonValue>().Select(v => v.GetValue<string>())] : [];

    /// <summary>Writes a text; an empty one takes the field away.</summary>
    public void Write(string field, string? text) => Set(field, string.IsNullOrEmpty(text) ? null : JsonValue.Create(text));

    /// <summary>Writes a number as people type it. One that cannot be read is kept beside, to be mended.</summary>
    public void WriteNumber(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Unread.Remove(field);
            Set(field, null);
        }
        else if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number))
        {
            Unread.Remove(field);
            // Dividing takes away zeros at the end, so that 1.20 is 1.2.
            Set(field, JsonValue.Create(number / 1.0000000000000000000000000000m));
        }
        else
        {
            Unread[field] = text;
        }
    }

    /// <summary>Writes a time the way policies hold it.</summary>
    public void WriteTime(string field, DateTimeOffset? time) =>
        Write(field, time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + (time is null ? "" : "Z"));

    /// <summary>What the item says itself: active, paused or archived.</summary>
    public string State => Flag("archived") ? "archived" : Flag("paused") ? "paused" : "active";

    /// <summary>Writes the state, in one step back.</summary>
    public void WriteState(string state)
    {
        Set("paused", JsonValue.Create(state == "paused"), "state");
        Set("archived", JsonValue.Create(state == "archived"), "state");
    }

    /// <summary>Writes a field; null takes it away. Writing into one field several times is one step back.</summary>
    public void Set(string field, JsonNode? value) => Set(field, value, field);

    private void Set(string field, JsonNode? value, string step)
    {
        if (value is not null && Defaults.TryGetValue(field, out var standard) && value.ToJsonString() == standard)
        {
            value = null;
        }

        if (JsonNode.DeepEquals(Get(field), value))
        {
            return;
        }

        _steps.Remember(_now.ToJsonString(), step);
        Put(_now, field, value);
        _now = Parse(_now.ToJsonString());
    }

    public void Undo() => Step(_steps.CanUndo, _steps.Undo);

    public void Redo() => Step(_steps.CanRedo, _steps.Redo);

    /// <summary>All edits go; what was opened stands again.</summary>
    public void Reset()
    {
        if (!IsNew && IsChanged)
        {
            _steps.Remember(_now.ToJsonString());
            Unread.Clear();
            _now = Parse(_opened.ToJsonString());
        }
    }

    /// <summary>What stands here is being taken over.</summary>
    /// <returns>To be done once it is: edits are compared with it from then on; what was written since stays an edit.</returns>
    public Action Take()
    {
        var taken = _now.ToJsonString();
        return () =>
        {
            IsNew = false;
            _steps.Part();
            _opened = Parse(taken);
        };
    }

    /// <summary>Somebody else's value counts as seen; mine stands against it, or goes.</summary>
    /// <param name="theirs">JSON; null = nothing.</param>
    public void Decide(string field, string? theirs, bool mine)
    {
        Put(_opened, field, theirs is null ? null : JsonNode.Parse(theirs));
        if (!mine)
        {
            _steps.Part();
            Set(field, theirs is null ? null : JsonNode.Parse(theirs));
        }
    }

    private void Step(bool can, Func<string, string> step)
    {
        if (can)
        {
            _now = Parse(step(_now.ToJsonString()));
            Unread.Clear();
        }
    }

    private IEnumerable<string> Fields() => _opened.Concat(_now).Select(p => p.Key).Distinct()
        .SelectMany(key => ByLanguage.Contains(key)
            ? new[] { _opened[key], _now[key] }.OfType<JsonObject>().SelectMany(o => o).Select(p => $"{key}/{p.Key}").Distinct() : [key]);

    private static JsonNode? At(JsonObject item, string field)
    {
        var node = (JsonNode?)item;
        foreach (var step in field.Split('/'))
        {
            node = (node as JsonObject)?[step];
        }

        return node;
    }

    // Objects that a value leaves empty go with it.
    private static void Put(JsonObject item, string field, JsonNode? value)
    {
        var (step, rest) = field.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? (field[..slash], field[(slash + 1)..]) : (field, null);
        if (rest is null)
        {
            item.Remove(step);
            if (value is not null)
            {
                item[step] = value.DeepClone();
            }

            return;
        }

        if (item[step] is not JsonObject inner)
        {
            if (value is null)
            {
                return;
            }

            item[step] = inner = [];
        }

        Put(inner, rest, value);
        if (inner.Count == 0)
        {
            item.Remove(step);
        }
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
