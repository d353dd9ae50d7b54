using System.Text;
using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>Turns what editors wrote into edits of a change, or finds what somebody else wrote meanwhile. Pure.</summary>
internal sealed class ItemWriter(ChangeWork work)
{
    private readonly EditMaker _maker = new(work);
    private readonly List<PolicyEdit> _put = [];
    private readonly List<(string Kind, string Handle)> _remove = [];
    private readonly List<FieldClash> _clashes = [];

    /// <summary>The edits; none where there are clashes.</summary>
    public (IReadOnlyList<PolicyEdit> Put, IReadOnlyList<(string Kind, string Handle)> Remove) Edits => _clashes.Count > 0 ? ([], []) : (_put, _remove);

    /// <summary>Fields that are no longer as they were seen.</summary>
    public IReadOnlyList<FieldClash> Clashes => _clashes;

    /// <exception cref="ProblemException">The item is gone or there already, or what comes out is not valid in itself.</exception>
    public void Write(ItemWrite write)
    {
        var known = work.Draft.Find(write.Kind, write.Id);
        if (write.What == ItemWriteKind.Add)
        {
            Put(write, known is null ? null : throw PolicyDesk.Conflict($"There is a {write.Kind} '{write.Id}' already."), []);
            return;
        }

        if (known is null)
        {
            throw ChangeItemDesk.Missing(write.Kind, write.Id);
        }

        var json = JsonNode.Parse(known.Json)!.AsObject();
        foreach (var field in write.Fields)
        {
            var now = json[field.Field];
            if (!Same(now, field.Seen) && (write.What == ItemWriteKind.Delete || !Same(now, field.Value)))
            {
                _clashes.Add(new FieldClash(write.Kind, write.Id, field.Field, now?.ToJsonString()));
            }
        }

        if (_clashes.Count > 0)
        {
            return;
        }

        if (write.What == ItemWriteKind.Edit)
        {
            Put(write, known, json);
            return;
        }

        var (put, remove) = _maker.Delete(known);
        _put.AddRange(put);
        _remove.AddRange(remove);
    }

    private void Put(ItemWrite write, PolicyDraftItem? known, JsonObject json)
    {
        foreach (var field in write.Fields)
        {
            json.Remove(field.Field);
            if (field.Value is not null)
            {
                json[field.Field] = JsonNode.Parse(field.Value);
            }
        }

        var reading = PolicyItems.ReadItem(write.Kind, Encoding.UTF8.GetBytes(json.ToJsonString()));
        PolicyDesk.RefuseErrors(reading.Issues);
        var now = reading.Id ?? write.Id;
        if (now != write.Id && work.Draft.Find(write.Kind, now) is not null)
        {
            throw PolicyDesk.Conflict($"There is a {write.Kind} '{now}' already.");
        }

        if (_maker.Put(write.Kind, write.Id, known, reading, new ItemPlace()) is { } edit)
        {
            _put.Add(edit);
        }
    }

    // An empty text and nothing are the same: no field of a policy means something by being empty.
    private static bool Same(JsonNode? now, string? seen)
    {
        var other = seen is null ? null : JsonNode.Parse(seen);
        return JsonNode.DeepEquals(Blank(now), Blank(other));

        static JsonNode? Blank(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length == 0 ? null : node;
    }
}
