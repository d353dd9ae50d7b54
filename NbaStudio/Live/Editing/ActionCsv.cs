using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Editing;

/// <summary>Actions as a table for spreadsheets: what it holds comes back as edits. Pure and thread safe.</summary>
/// <remarks>Columns: group, id, name:(language), class, value, maximumValue, lever, validFrom, validTo, state. A column that is not there is left alone; an empty cell takes the field away.</remarks>
public static class ActionCsv
{
    /// <summary>Most bytes of a file: 8 MB.</summary>
    public const int MaximumBytes = 8 * 1024 * 1024;

    private const string Name = "name:";

    // Nobody reads more of them, and a table of another kind has one in every row.
    private const int MostErrors = 1_000;
    private static readonly string[] Fixed = ["group", "id", "class", "value", "maximumValue", "lever", "validFrom", "validTo", "state"];
    private static readonly string[] Numbers = ["maximumValue", "lever"];
    private static readonly string[] Times = ["validFrom", "validTo"];
    private static readonly string[] States = ["active", "paused", "archived"];

    /// <summary>All actions, in the order of the policy: UTF-8 with a mark, so that spreadsheets read it right. Cells that a spreadsheet would take for a formula begin with an apostrophe.</summary>
    public static byte[] Write(ActionBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        string[] columns = ["group", "id", .. book.Document.Languages.Select(l => Name + l), .. Fixed[2..]];
        var text = new StringBuilder("\uFEFF").AppendJoin(',', columns.Select(CsvCell.Write)).Append("\r\n");
        foreach (var item in book.All("action"))
        {
            var draft = new ItemDraft(item.Kind, item.Json, item.Parent, isNew: false);
            text.AppendJoin(',', columns.Select(c => CsvCell.Write(c switch
            {
                "group" => item.Parent!,
                "state" => draft.State,
                "lever" => draft.Get(c)?.ToJsonString() ?? "1",
                "class" => draft.Text(c) is { Length: > 0 } type ? type : "marketing",
                _ => draft.Text(c.StartsWith(Name, StringComparison.Ordinal) ? "label/" + c[Name.Length..] : c),
            }))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads a table: which actions it would edit or add, and what cannot be read. Never throws for what the file says.</summary>
    public static ActionTable Read(ActionBook book, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(book);
        string text;
        try
        {
            text = new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return new ActionTable([], new Dictionary<string, int>(), 0, [new TableError(0, "", "encoding", "")]);
        }

        var errors = new List<TableError>();
        try
        {
            return Read(book, text, errors);
        }
        catch (CsvFormatException mistake)
        {
            errors.Add(new TableError((int)Math.Max(1, mistake.RecordNumber), "", "broken", ""));
            return new ActionTable([], new Dictionary<string, int>(), 0, errors);
        }
    }

    private static ActionTable Read(ActionBook book, string text, List<TableError> errors)
    {
        var broken = false;
        using var csv = CsvReader.Create(new StringReader(text), new CsvReaderOptions
        {
            Separator = ',', TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Recover, OnMalformedRecord = _ => broken = true,
        });
        csv.ReadHeader();
        string[] columns = [.. csv.Headers.Select(h => h.Trim())];
        foreach (var column in columns.Where(c => !Fixed.Contains(c) && !(c.StartsWith(Name, StringComparison.Ordinal) && book.Document.Languages.Contains(c[Name.Length..]))))
        {
            errors.Add(new TableError(1, column, "column", string.Join(", ", Fixed.Concat(book.Document.Languages.Select(l => Name + l)))));
        }

        errors.AddRange(columns.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => new TableError(1, g.Key, "doubled", "")));
        if (!columns.Contains("id"))
        {
            errors.Add(new TableError(1, "id", "noId", ""));
        }

        var isReadable = errors.Count == 0;
        var (edits, rows, count) = (new List<ItemEdit>(), new Dictionary<string, int>(), 0);
        for (var row = 2; isReadable && errors.Count < MostErrors && csv.Read(); row++)
        {
            count++;
            var before = errors.Count;
            if (broken || csv.FieldCount != columns.Length)
            {
                errors.Add(new TableError(row, "", broken ? "broken" : "cells", columns.Length.ToString(CultureInfo.InvariantCulture)));
                broken = false;
                continue;
            }

            var cells = columns.Select((c, i) => (Column: c, Text: CsvCell.Plain(csv.GetString(i).Trim()))).ToDictionary(c => c.Column, c => c.Text);
            var draft = Draft(book, cells, row, rows, errors);
            if (draft is not null && errors.Count == before && draft.IsChanged)
            {
                edits.Add(draft.ToEdit());
            }
        }

        return new ActionTable(edits, rows, count, errors);
    }

    private static ItemDraft? Draft(ActionBook book, Dictionary<string, string> cells, int row, Dictionary<string, int> rows, List<TableError> errors)
    {
        var id = cells["id"];
        if (id.Length == 0 || !rows.TryAdd(id, row))
        {
            errors.Add(new TableError(row, "id", id.Length == 0 ? "empty" : "twice", id));
            return null;
        }

        var item = book.Find("action", id);
        var group = cells.GetValueOrDefault("group");
        if (group is { Length: > 0 } ? book.Find("group", group) is null : item is null || group is not null)
        {
            errors.Add(new TableError(row, "group", group is { Length: > 0 } ? "noGroup" : "needsGroup", group ?? ""));
            return null;
        }

        var draft = item is null ? new ItemDraft("action", new JsonObject { ["id"] = id }.ToJsonString(), group, isNew: true) : new ItemDraft("action", item.Json, item.Parent, isNew: false);
        if (group is not null)
        {
            draft.Write("parent", group);
        }

        foreach (var (column, text) in cells.Where(c => c.Key is not ("id" or "group")))
        {
            if (Fault(draft, column, text) is { } fault)
            {
                errors.Add(new TableError(row, column, fault, text));
            }
        }

        return draft;
    }

    // What is wrong with a cell; else it is written.
    private static string? Fault(ItemDraft draft, string column, string text)
    {
        if (column.StartsWith(Name, StringComparison.Ordinal))
        {
            draft.Write("label/" + column[Name.Length..], text);
        }
        else if (Numbers.Contains(column))
        {
            draft.WriteNumber(column, text);
            return draft.Unread.ContainsKey(column) ? "number" : null;
        }
        else if (Times.Contains(column))
        {
            if (text.Length == 0)
            {
                draft.Set(column, null);
            }
            else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                draft.WriteTime(column, time);
            }
            else
            {
                return "time";
            }
        }
        else if (column == "state")
        {
            if (!States.Contains(text))
            {
                return "state";
            }

            draft.WriteState(text);
        }
        else
        {
            draft.Write(column, text);
        }

        return null;
    }
}

/// <summary>What a table of actions says.</summary>
/// <param name="Edits">Of the actions that differ or are new.</param>
/// <param name="Rows">Number of the row by id; the header is row 1.</param>
/// <param name="Count">Rows that were read.</param>
/// <param name="Errors">Where there are any, nothing is to be put in.</param>
public sealed record ActionTable(IReadOnlyList<ItemEdit> Edits, IReadOnlyDictionary<string, int> Rows, int Count, IReadOnlyList<TableError> Errors);

/// <summary>A cell that cannot be read.</summary>
/// <param name="Row">The header is row 1; 0 = the file as a whole.</param>
/// <param name="Column">Empty = the whole row.</param>
/// <param name="Code">encoding, broken, column, doubled, noId, cells, empty, twice, noGroup, needsGroup, number, time or state.</param>
/// <param name="Argument">What was found, or what is allowed.</param>
public sealed record TableError(int Row, string Column, string Code, string Argument);
