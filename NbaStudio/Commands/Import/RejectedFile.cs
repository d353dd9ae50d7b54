using System.Globalization;
using CsvHelper;

namespace NbaStudio.Commands.Import;

/// <summary>The side file of rejected rows: row, field, reason. Made at the first one.</summary>
internal sealed class RejectedFile
{
    /// <param name="file">The file that is imported.</param>
    /// <param name="keep">Bytes of an earlier run that stay; 0 begins anew.</param>
    public RejectedFile(string file, long keep)
    {
        Path = file + ".rejected.csv";
        if (keep == 0)
        {
            File.Delete(Path);
        }
        else if (File.Exists(Path))
        {
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Write);
            stream.SetLength(Math.Min(keep, stream.Length));
        }
    }

    public string Path { get; }

    /// <summary>Adds rows.</summary>
    /// <returns>Length of the file now.</returns>
    public long Add(IReadOnlyList<RejectedRow> rows)
    {
        if (rows.Count == 0)
        {
            return File.Exists(Path) ? new FileInfo(Path).Length : 0;
        }

        var isNew = !File.Exists(Path);
        using (var stream = new FileStream(Path, FileMode.Append, FileAccess.Write))
        {
            // The mark at the start lets spreadsheets read Japanese.
            using var csv = CsvWriter.Create(stream, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = isNew });
            if (isNew)
            {
                Write(csv, "row", "field", "reason");
            }

            foreach (var row in rows)
            {
                Write(csv, row.Row.ToString(CultureInfo.InvariantCulture), row.Field, row.Reason);
            }
        }

        return new FileInfo(Path).Length;
    }

    private static void Write(CsvWriter csv, string row, string field, string reason)
    {
        csv.WriteField(row);
        csv.WriteField(field);
        csv.WriteField(reason);
        csv.EndRecord();
    }
}
