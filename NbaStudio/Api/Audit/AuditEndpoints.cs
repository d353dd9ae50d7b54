using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;
using NbaStudio.Data;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Api.Audit;

/// <summary>The audit, searched and as a file.</summary>
internal sealed class AuditEndpoints : IEndpointModule
{
    private const int MostRows = 1000;

    public void Map(IEndpointRouteBuilder routes)
    {
        var audit = routes.MapApi("/audit", "Audit").WithMetadata(new WithoutPolicy());
        audit.MapGet("", SearchAsync).WithName("searchAudit").WithSummary("Who did what when, the newest first")
            .WithDescription("who is a name, what an act such as key.created or the beginning of acts such as key, text stands in the item or its state. before gives the page after the entry of that number.")
            .Answers(typeof(IReadOnlyList<AuditAnswer>)).Fails(400).RequireScope(Scopes.Admin);
        audit.MapGet("/export", Export).WithName("exportAudit").WithSummary("The same as CSV, without limit; cells that a spreadsheet would take for a formula are quoted")
            .Answers(typeof(string), contentType: "text/csv").Fails(400).RequireScope(Scopes.Admin);
    }

    private static async Task<IResult> SearchAsync(
        HttpContext context, [FromServices] AuditLog audit, string? who = null, string? what = null, string? text = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long? before = null, int limit = 50) =>
        limit is < 1 or > MostRows
            ? Problems.Validation([new FieldError("limit", $"{limit} is not allowed.", $"1 to {MostRows}")])
            : ApiRoutes.Json((await audit.SearchAsync(new AuditQuery(who, what, text, from, to, before, limit), context.RequestAborted)).Select(AuditAnswer.Of).ToList());

    private static IResult Export(HttpContext context, [FromServices] AuditLog audit, string? who = null, string? what = null, string? text = null, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        TypedResults.Stream(body => WriteAsync(body, audit, new AuditQuery(who, what, text, from, to, Limit: MostRows), context.RequestAborted), "text/csv; charset=utf-8", "audit.csv");

    private static async Task WriteAsync(Stream body, AuditLog audit, AuditQuery query, CancellationToken stop)
    {
        using var page = new MemoryStream();
        using (var csv = CsvWriter.Create(page, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }))
        {
            Write(csv, ["number", "time", "who", "what", "item", "before", "after"]);
            for (IReadOnlyList<NumberedAuditEntry> rows; (rows = await audit.SearchAsync(query, stop)).Count > 0; query = query with { Before = rows[^1].Number })
            {
                foreach (var (number, entry) in rows)
                {
                    Write(csv, [number.ToString(CultureInfo.InvariantCulture), entry.Time.ToString("O", CultureInfo.InvariantCulture), entry.Who, entry.What, entry.Target, entry.Before ?? "", entry.After ?? ""]);
                }
            }
        }

        // A memory stream gives its content also after it was closed.
        await body.WriteAsync(page.ToArray(), stop);
    }

    private static void Write(CsvWriter csv, string[] cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.EndRecord();
    }
}

/// <summary>An entry of the audit.</summary>
/// <param name="Number">Its place in the chain.</param>
public sealed record AuditAnswer(long Number, DateTimeOffset Time, string Who, string What, string Item, string? Before, string? After)
{
    internal static AuditAnswer Of(NumberedAuditEntry row) => new(row.Number, row.Entry.Time, row.Entry.Who, row.Entry.What, row.Entry.Target, row.Entry.Before, row.Entry.After);
}
