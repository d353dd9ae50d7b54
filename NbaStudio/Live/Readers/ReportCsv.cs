using System.Globalization;
using CsvHelper;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>A report as a file for spreadsheets: UTF-8 with a mark, one line a row, the period before beside it. Cells that a spreadsheet would take for a formula are escaped.</summary>
public static class ReportCsv
{
    private static readonly string[] Columns = ["chosen", "delivered", "seen", "clicked", "accepted", "revenue", "unsubscribed"];

    public static byte[] Write(ReportView report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var page = new MemoryStream();
        using (var csv = CsvWriter.Create(page, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }))
        {
            Write(csv, [report.Question.By.ToString().ToLowerInvariant(), "name", .. Columns, .. Columns.Select(c => c + "_before")]);
            foreach (var row in report.Rows)
            {
                Write(csv, [row.Id, row.Name, .. Numbers(row.Now), .. Numbers(row.Before)]);
            }
        }

        // A memory stream gives its content also after it was closed.
        return page.ToArray();
    }

    private static void Write(CsvWriter csv, string[] cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.EndRecord();
    }

    private static IEnumerable<string> Numbers(ReportNumbers numbers) =>
        new[] { numbers.Chosen, numbers.Delivered, numbers.Seen, numbers.Clicked, numbers.Accepted, numbers.Revenue, numbers.Unsubscribed }.Select(n => n.ToString("0.##", CultureInfo.InvariantCulture));
}
