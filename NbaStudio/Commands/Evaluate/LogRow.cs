using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;

namespace NbaStudio.Commands.Evaluate;

/// <summary>One row of an event log, read only as far as it is asked for. Reused for the next row.</summary>
internal sealed class LogRow(LogColumns columns) : IPropertyReader
{
    private readonly EventTimes _times = new();
    private ImportRow _row = new(0, []);

    public string? Customer { get; private set; }

    public string? Type { get; private set; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Time { get; private set; }

    /// <summary>Takes the next row.</summary>
    /// <returns>Why it cannot be used; null where it can.</returns>
    public string? Take(ImportRow row)
    {
        _row = row;
        if (row.Mistake is { } mistake)
        {
            return mistake;
        }

        (Customer, Type) = (Text(columns.Customer), Text(columns.Type));
        if (string.IsNullOrEmpty(Customer) || string.IsNullOrEmpty(Type))
        {
            return $"{(string.IsNullOrEmpty(Customer) ? columns.Customer : columns.Type)} is empty.";
        }

        var time = Find(columns.Time);
        var read = time.Text is { } text ? _times.Read(text)
            : time.Json is { ValueKind: JsonValueKind.Number } number ? EventTimes.OfNumber(number.GetDouble())
            : time.Json is { ValueKind: JsonValueKind.String } json ? _times.Read(json.GetString()!) : null;
        if (read is not { } milliseconds)
        {
            return $"{columns.Time} is \"{time.Text ?? time.Json?.ToString()}\"; allowed is {EventTimes.Allowed}.";
        }

        Time = milliseconds;
        return null;
    }

    public Value Read(string property)
    {
        var cell = Find(columns.Properties.TryGetValue(property, out var column) ? column : property);
        if (cell.Text is { } text)
        {
            return OfText(text);
        }

        // The form of the API: properties in an object of their own.
        return cell.Json is { } json ? OfJson(json)
            : Find("properties").Json is { ValueKind: JsonValueKind.Object } inner && inner.TryGetProperty(property, out var nested) ? OfJson(nested) : Value.Missing;
    }

    private ImportCell Find(string column)
    {
        var cells = _row.Cells;
        for (var i = 0; i < cells.Count; i++)
        {
            if (string.Equals(cells[i].Column, column, StringComparison.OrdinalIgnoreCase))
            {
                return cells[i];
            }
        }

        return default;
    }

    private string? Text(string column)
    {
        var cell = Find(column);
        return cell.Text ?? cell.Json?.ToString();
    }

    // As an import reads what nobody declared.
    private static Value OfText(string text) => CellText.Guess(text).AsValue() switch
    {
        var node when node.TryGetValue<bool>(out var flag) => Value.OfBoolean(flag),
        var node when node.TryGetValue<double>(out var number) => Value.OfNumber(number),
        _ => Value.OfText(text),
    };

    private static Value OfJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => Value.OfNumber(json.GetDouble()),
        JsonValueKind.True => Value.OfBoolean(true),
        JsonValueKind.False => Value.OfBoolean(false),
        JsonValueKind.String => Value.OfText(json.GetString()!),
        _ => Value.Missing,
    };
}
