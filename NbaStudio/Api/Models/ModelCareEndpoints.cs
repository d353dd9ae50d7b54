using Microsoft.AspNetCore.Mvc;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Models;

/// <summary>Caring for the propensity models: forgetting, pausing, and what they are worth against even draws.</summary>
internal sealed class ModelCareEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var models = routes.MapApi("/models", "Models");
        models.MapGet("/random-check", RandomCheck).WithName("readRandomCheck").WithSummary("What the models serve against even draws, by channel")
            .WithDescription("Of treatments that were delivered and whose response window ended in the last days (days, 1 to 90, default 30), counted by full hours. lift and its 95 % interval are relative and absent while either arm has too little.")
            .Answers(typeof(RandomCheckAnswer)).Fails(400).RequireScope(Scopes.Read);
        models.MapPost("/{treatment}/reset", (string treatment, HttpContext context, [FromServices] IModelDesk desk) => CareAsync(treatment, context, desk.ResetAsync)).WithName("resetModel")
            .WithSummary("Forgets what was learned of a treatment").WithDescription("What it taught the pooled model together with other treatments stays. Nothing brings back what was forgotten.")
            .Answers(typeof(ModelCareAnswer)).Fails(404, 422).WithIdempotency().RequireScope(Scopes.Publish);
        models.MapPost("/{treatment}/pause", (string treatment, HttpContext context, [FromServices] IModelDesk desk) => CareAsync(treatment, context, desk.PauseAsync)).WithName("pauseModel")
            .WithSummary("Responses of a treatment are recorded and not learned until resumed").Answers(typeof(ModelCareAnswer)).Fails(404, 422).WithIdempotency().RequireScope(Scopes.Publish);
        models.MapPost("/{treatment}/resume", (string treatment, HttpContext context, [FromServices] IModelDesk desk) => CareAsync(treatment, context, desk.ResumeAsync)).WithName("resumeModel")
            .WithSummary("Responses of a treatment are learned again").WithDescription("What came while it was paused is not made up for.")
            .Answers(typeof(ModelCareAnswer)).Fails(404, 422).WithIdempotency().RequireScope(Scopes.Publish);
    }

    private static IResult RandomCheck([FromServices] IModelDesk desk, int days = IModelDesk.StandardDays) => days is < 1 or > RandomCheckStatistics.MostDays
        ? Problems.Validation([new FieldError("days", $"{days} is not allowed.", $"1 to {RandomCheckStatistics.MostDays}")])
        : ApiRoutes.Json(RandomCheckAnswer.Of(desk.RandomCheck(days, "en")));

    private static async Task<IResult> CareAsync(string treatment, HttpContext context, Func<string, Caller, CancellationToken, Task<ModelCareReply?>> care) =>
        await care(treatment, context.Caller(), CancellationToken.None) is { } reply
            ? ApiRoutes.Json(ModelCareAnswer.Of(treatment, reply))
            : Problems.NotFound($"The live policy has no treatment '{(treatment.Length > 64 ? treatment[..64] : treatment)}'.");
}
