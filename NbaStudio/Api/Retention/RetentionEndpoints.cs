using Microsoft.AspNetCore.Mvc;
using NbaStudio.Data.Retention;
using NbaStudio.Hosting;
using NbaStudio.Security;

namespace NbaStudio.Api.Retention;

/// <summary>How long everything is kept, and what was deleted.</summary>
internal sealed class RetentionEndpoints : IEndpointModule
{
    private const int MostRuns = 100;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapApi("/retention", "Audit").WithMetadata(new WithoutPolicy())
            .MapGet("", ReadAsync).WithName("readRetention").WithSummary("For how many days everything is kept, the next run, and what the latest 100 runs deleted")
            .WithDescription("Times are the hub's clock. next is absent before the first run, which begins two minutes after the start. A run without finished is under way, or was cut off and is taken up again.")
            .Answers(typeof(RetentionAnswer)).RequireScope(Scopes.Admin);

    private static async Task<IResult> ReadAsync(HttpContext context, [FromServices] RetentionStore retention)
    {
        var runs = await retention.ListAsync(MostRuns, context.RequestAborted);
        return ApiRoutes.Json(new RetentionAnswer(await retention.ReadDaysAsync(context.RequestAborted), RetentionStore.DueAfter(runs.Count > 0 ? runs[0] : null), runs));
    }
}

/// <summary>How long everything is kept.</summary>
/// <param name="Days">For how many days, by what it is.</param>
/// <param name="Next">When the next run is due.</param>
/// <param name="Runs">The newest first.</param>
public sealed record RetentionAnswer(RetentionDays Days, DateTimeOffset? Next, IReadOnlyList<RetentionRun> Runs);
