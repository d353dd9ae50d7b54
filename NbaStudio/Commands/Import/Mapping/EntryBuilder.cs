using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Hosting.Http;
using ValueKind = NbaStudio.Engine.Conditions.ValueKind;

namespace NbaStudio.Commands.Import.Mapping;

/// <summary>Turns rows into entries as the API takes them.</summary>
internal sealed class EntryBuilder(ImportShape shape, FieldMap map, DeclaredTypes types, CellText cells)
{
    private readonly List<(string Field, string Reason)> _mistakes = [];
    private JsonObject _entry = [];
    private JsonObject _bag = [];

    /// <summary>The entry, or everything that is wrong with the row.</summary>
    public (JsonObject? Entry, IReadOnlyList<RejectedRow> Rejected) Build(ImportRow row)
    {
        _mistakes.Clear();
        (_entry, _bag) = ([], []);
        if (row.Mistake is { } mistake)
        {
            return (null, [new RejectedRow(row.Number, "", mistake)]);
        }

        List<(FieldTarget Target, ImportCell Cell)> later = [];
        foreach (var (target, cell) in Cells(row))
        {
            if (target.Kind == TargetKind.Field)
            {
                PutField(target.Name, cell);
            }
            else
            {
                later.Add((target, cell));
            }
        }

        foreach (var (target, cell) in later)
        {
            Put(target, cell);
        }

        Finish(row);
        return _mistakes.Count == 0 ? (_entry, []) : (null, [.. _mistakes.Select(one => new RejectedRow(row.Number, one.Field, one.Reason))]);
    }

    private IEnumerable<(FieldTarget, ImportCell)> Cells(ImportRow row)
    {
        foreach (var (target, value) in map.Constants)
        {
            yield return (target, new ImportCell(target.ToString(), value, null));
        }

        foreach (var cell in row.Cells)
        {
            foreach (var target in map.Targets(cell.Column))
            {
                yield return (target, cell);
            }
        }
    }

    private void PutField(string name, ImportCell cell)
    {
        var form = shape.Find(name)!.Form;
        if (cell.Json is { } json)
        {
            // Ids are texts to the hub; logs often carry them as numbers.
            _entry[name] = form == FieldForm.Text && json.ValueKind == JsonValueKind.Number ? json.GetRawText() : form == FieldForm.Time && json.ValueKind == JsonValueKind.String
                ? Read(name, json.GetString()!, form) : JsonSerializer.SerializeToNode(json);
            return;
        }

        _entry[name] = Read(name, cell.Text!, form);
    }

    private JsonNode? Read(string field, string text, FieldForm form)
    {
        switch (form)
        {
            case FieldForm.Time:
                return cells.Time(text) is { } time ? CellText.Iso(time) : Refuse(field, text, CellText.TimeAllowed);
            case FieldForm.Money:
                return CellText.Number(text) is { } amount ? amount : Refuse(field, text, "an amount such as 12.50");
            case FieldForm.TextList:
                return new JsonArray([.. CellText.List(text).Select(item => (JsonNode)item)]);
            case FieldForm.JsonOnly:
                return Refuse(field, text, $"a JSON value in NDJSON; in CSV one column for each, such as {(field == "consents" ? "consents.email.marketing" : "addresses.email")}");
            default:
                return text;
        }
    }

    private void Put(FieldTarget target, ImportCell cell)
    {
        switch (target.Kind)
        {
            case TargetKind.Values when cell.Json is { ValueKind: JsonValueKind.Object } values:
                foreach (var value in values.EnumerateObject())
                {
                    PutValue(value.Name, new ImportCell(value.Name, null, value.Value));
                }

                break;
            case TargetKind.Values when cell.Json is not { ValueKind: JsonValueKind.Null }:
                Refuse(target.Name, cell.Text ?? cell.Json.ToString()!, "a JSON object");
                break;
            case TargetKind.Value:
                PutValue(target.Name, cell);
                break;
            case TargetKind.Address:
                Part<JsonObject>("addresses", () => [])[target.Name] = cell.Text ?? JsonSerializer.SerializeToNode(cell.Json)?.ToString();
                break;
            case TargetKind.Consent:
                PutConsent(target, cell);
                break;
        }
    }

    private void PutValue(string column, ImportCell cell)
    {
        var eventType = shape.Kind == ImportKind.Events ? _entry["type"]?.ToString() ?? "" : null;
        var (name, kind) = types.Find(eventType, column);
        if (cell.Json is { } json)
        {
            _bag[name] = JsonSerializer.SerializeToNode(json);
            return;
        }

        var text = cell.Text!;
        _bag[name] = kind != ValueKind.Missing ? cells.Typed(text, kind) ?? Refuse(column, text, CellText.Allowed(kind))
            : shape.Kind == ImportKind.Events ? CellText.Guess(text) : JsonValue.Create(text);
    }

    private void PutConsent(FieldTarget target, ImportCell cell)
    {
        var text = cell.Text ?? cell.Json?.ToString() ?? "";
        if (CellText.YesNo(text) is not { } granted)
        {
            Refuse(target.ToString(), text, "yes (granted) or no (refused)");
            return;
        }

        if (_entry["consentTime"] is not { } time)
        {
            _mistakes.Add(("consentTime", "A consent needs the time at which it was given; allowed is a column consentTime, or --set consentTime=TIME."));
            return;
        }

        Part<JsonArray>("consents", () => []).Add(new JsonObject
        {
            ["channel"] = target.Name,
            ["purpose"] = target.Purpose,
            ["granted"] = granted,
            ["time"] = time.DeepClone(),
            ["source"] = _entry["consentSource"]?.DeepClone() ?? "import",
            ["proof"] = _entry["consentProof"]?.DeepClone(),
        });
    }

    private void Finish(ImportRow row)
    {
        foreach (var field in shape.Fields.Where(field => ImportShape.BelongsToConsents(field.Name)))
        {
            _entry.Remove(field.Name);
        }

        foreach (var field in shape.Fields.Where(field => field.Required && _mistakes.All(mistake => mistake.Field != field.Name)))
        {
            if (_entry[field.Name] is not { } value || value.ToString().Length == 0)
            {
                _mistakes.Add((field.Name, $"{field.Name} is missing."));
            }
        }

        if (shape.Bag is { } bag && _bag.Count > 0)
        {
            _entry[bag] = _bag;
        }

        if (shape.Kind == ImportKind.Events && _entry["eventId"] is null)
        {
            _entry["eventId"] = IdOf(row);
        }
    }

    /// <summary>The same row of the same file gets the same id, so that it counts once however often the file is sent.</summary>
    private string IdOf(ImportRow row)
    {
        var content = Encoding.UTF8.GetBytes($"{row.Number}\n{_entry.ToJsonString(HubJson.Options)}");
        return "row-" + Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12));
    }

    private T Part<T>(string name, Func<T> make)
        where T : JsonNode
    {
        if (_entry[name] is T known)
        {
            return known;
        }

        var part = make();
        _entry[name] = part;
        return part;
    }

    private JsonNode? Refuse(string field, string text, string allowed)
    {
        _mistakes.Add((field, $"\"{(text.Length <= 60 ? text : text[..60] + "…")}\" is not allowed; allowed is {allowed}."));
        return null;
    }
}
