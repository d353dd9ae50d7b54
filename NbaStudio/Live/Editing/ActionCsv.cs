using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Editing;

/// <summary>Actions, and the contents of their treatments, as tables for spreadsheets: what they hold comes back as edits. Pure and thread safe.</summary>
/// <remarks>Columns: <see cref="ActionColumns"/>. One that is not there is left alone; an empty cell takes the field away.</remarks>
public static class ActionCsv
{
    /// <summary>Most bytes of a file: 8 MB.</summary>
    public const int MaximumBytes = 8 * 1024 * 1024;

    // Nobody reads more of them, and a table of another kind has one in every row.
    private const int MostErrors = 1_000;
    private const int MostNamed = 8;
    private const int MostLetters = 60;
    private const char PlaceSeparator = ';';
    private static readonly string[] Numbers = ["maximumValue", "lever"];
    private static readonly string[] Times = ["validFrom", "validTo"];
    private static readonly string[] States = ["active", "paused", "archived"];

    /// <summary>All actions, in the order of the policy: UTF-8 with a mark, so that spreadsheets read it right. Cells that a spreadsheet would take for a formula begin with an apostrophe.</summary>
    public static byte[] Write(ActionBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        return Write(book, ActionColumns.Actions(book.Document.Languages));
    }

    /// <summary>All treatments with what they say in every language, likewise.</summary>
    public static byte[] WriteContents(ActionBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        return Write(book, ActionColumns.Contents(book.Document.Languages));
    }

    /// <summary>Reads either table: which items it would edit or add, and what cannot be read. Never throws for what the file says.</summary>
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
            return new ActionTable("action", [], new Dictionary<string, int>(), 0, [new TableError(0, "", "encoding")]);
        }

        var errors = new List<TableError>();
        try
        {
            return Read(book, text, errors);
        }
        catch (CsvFormatException mistake)
        {
            errors.Add(new TableError((int)Math.Max(1, mistake.RecordNumber), "", "broken"));
            return new ActionTable("action", [], new Dictionary<string, int>(), 0, errors);
        }
    }

    private static byte[] Write(ActionBook book, ActionColumns columns)
    {
        var text = new StringBuilder("\uFEFF").AppendJoin(',', columns.All.Select(CsvCell.Write)).Append("\r\n");
        foreach (var item in book.All(columns.Kind))
        {
            var draft = new ItemDraft(item.Kind, item.Json, item.Parent, isNew: false);
            text.AppendJoin(',', columns.All.Select(c => CsvCell.Write(Cell(draft, c, columns.FieldOf(c))))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Cell(ItemDraft draft, string column, string field) => column switch
    {
        "state" => draft.State,
        "lever" => draft.Get(field)?.ToJsonString() ?? "1",
        "class" => draft.Text(field) is { Length: > 0 } type ? type : "marketing",
        "placements" => string.Join(PlaceSeparator, draft.Texts(field)),
        _ => draft.Text(field),
    };

    private static ActionTable Read(ActionBook book, string text, List<TableError> errors)
    {
        var broken = false;
        using var csv = CsvReader.Create(new StringReader(text), new CsvReaderOptions
        {
            Separator = ',', TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Recover, OnMalformedRecord = _ => broken = true,
        });
        csv.ReadHeader();
        string[] header = [.. csv.Headers.Select(h => h.Trim())];
        var columns = ActionColumns.Of(header, book.Document.Languages);
        errors.AddRange(header.Where(c => !columns.All.Contains(c)).Select(c => new TableError(1, c, "column", c, string.Join(", ", columns.All))));
        errors.AddRange(header.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => new TableError(1, g.Key, "doubled")));
        if (!header.Contains("id"))
        {
            errors.Add(new TableError(1, "id", "noId"));
        }

        var isReadable = errors.Count == 0;
        var (edits, rows, count) = (new List<ItemEdit>(), new Dictionary<string, int>(), 0);
        for (var row = 2; isReadable && errors.Count < MostErrors && csv.Read(); row++)
        {
            count++;
            var before = errors.Count;
            if (broken || csv.FieldCount != header.Length)
            {
                errors.Add(new TableError(row, "", broken ? "broken" : "cells", csv.FieldCount.ToString(CultureInfo.InvariantCulture), header.Length.ToString(CultureInfo.InvariantCulture)));
                broken = false;
                continue;
            }

            // Around what people write for customers a space may be meant.
            var cells = header.Select((c, i) => (Column: c, Text: CsvCell.Plain(ActionColumns.IsContent(c) ? csv.GetString(i) : csv.GetString(i).Trim()))).ToDictionary(c => c.Column, c => c.Text);
            var draft = Draft(new Row(book, columns, row, rows, errors), cells);
            if (draft is not null && errors.Count == before && draft.IsChanged)
            {
                edits.Add(draft.ToEdit());
            }
        }

        return new ActionTable(columns.Kind, edits, rows, count, errors) { ColumnOf = columns.ColumnOf };
    }

    private static ItemDraft? Draft(Row row, Dictionary<string, string> cells)
    {
        var (book, columns) = (row.Book, row.Columns);
        var id = cells["id"];
        if (id.Length == 0 || !row.Rows.TryAdd(id, row.Number))
        {
            row.Fail("id", id.Length == 0 ? "empty" : "twice", id);
            return null;
        }

        var item = book.Find(columns.Kind, id);
        var parent = cells.GetValueOrDefault(columns.ParentKind);
        var word = char.ToUpperInvariant(columns.ParentKind[0]) + columns.ParentKind[1..];
        if (parent is { Length: > 0 } ? book.Find(columns.ParentKind, parent) is null : item is null || parent is not null)
        {
            row.Fail(columns.ParentKind, parent is { Length: > 0 } ? "no" + word : "needs" + word, parent is { Length: > 0 } ? parent : id, Some(book.All(columns.ParentKind).Select(i => i.Id)));
        }

        if (columns.Kind == "treatment")
        {
            CheckChannel(row, item is null, id, cells.GetValueOrDefault("channel"));
        }

        var draft = item is null ? new ItemDraft(columns.Kind, new JsonObject { ["id"] = id }.ToJsonString(), parent, isNew: true) : new ItemDraft(item.Kind, item.Json, item.Parent, isNew: false);
        // In the order of the columns: which places there are is known by the channel.
        foreach (var column in columns.All.Where(c => c != "id" && cells.ContainsKey(c)))
        {
            if (Fault(row, draft, column, cells[column]) is { } fault)
            {
                row.Fail(column, fault.Code, cells[column], fault.Allowed);
            }
        }

        return draft;
    }

    private static void CheckChannel(Row row, bool isNew, string id, string? channel)
    {
        if (channel is { Length: > 0 } ? row.Book.Document.Channels.All(c => c.Id != channel) : channel is not null || isNew)
        {
            row.Fail("channel", channel is { Length: > 0 } ? "noChannel" : "needsChannel", channel is { Length: > 0 } ? channel : id, Some(row.Book.Document.Channels.Select(c => c.Id)));
        }
    }

    // What is wrong with a cell and what is allowed; else it is written.
    private static (string Code, string Allowed)? Fault(Row row, ItemDraft draft, string column, string text)
    {
        var field = row.Columns.FieldOf(column);
        if (Numbers.Contains(column))
        {
            draft.WriteNumber(field, text);
            return draft.Unread.ContainsKey(field) ? ("number", "") : null;
        }

        if (Times.Contains(column))
        {
            if (text.Length > 0 && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            {
                return ("time", "");
            }

            draft.WriteTime(field, text.Length == 0 ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        }
        else if (column == "state")
        {
            if (!States.Contains(text))
            {
                return ("state", string.Join(", ", States));
            }

            draft.WriteState(text);
        }
        else if (column == "placements")
        {
            return Places(row, draft, field, text);
        }
        else
        {
            draft.Write(field, text);
        }

        return null;
    }

    private static (string Code, string Allowed)? Places(Row row, ItemDraft draft, string field, string text)
    {
        string[] names = text.Split(PlaceSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (row.Book.Document.Channels.FirstOrDefault(c => c.Id == draft.Text("channel")) is not { } channel)
        {
            // The channel is what is wrong, and said.
            return null;
        }

        var known = channel.Placements.Select(p => p.Name).ToList();
        if (!names.All(known.Contains))
        {
            return ("placement", Some(known));
        }

        draft.Set(field, names.Length == 0 ? null : new JsonArray([.. names.Select(n => JsonValue.Create(n))]));
        return null;
    }

    private static string Some(IEnumerable<string> names)
    {
        var taken = names.Take(MostNamed + 1).ToList();
        return taken.Count == 0 ? "–" : string.Join(", ", taken.Take(MostNamed)) + (taken.Count > MostNamed ? ", …" : "");
    }

    /// <summary>One row on its way, and where its mistakes go.</summary>
    private sealed record Row(ActionBook Book, ActionColumns Columns, int Number, Dictionary<string, int> Rows, List<TableError> Errors)
    {
        public void Fail(string column, string code, string value, string allowed = "") =>
            Errors.Add(new TableError(Number, column, code, value.Length > MostLetters ? value[..MostLetters] + "…" : value, allowed));
    }
}
