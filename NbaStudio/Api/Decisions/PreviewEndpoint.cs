using Microsoft.AspNetCore.Mvc;
using NbaStudio.Engine;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Api.Decisions;

/// <summary>Deciding without any side effect.</summary>
internal sealed class PreviewEndpoint : IEndpointModule
{
    private static readonly TimeSpan Reach = TimeSpan.FromDays(3650);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapApi("/decisions/preview", "Decisions").MapPost("", PreviewAsync).WithName("previewDecision")
            .WithSummary("Decides without any side effect, at another time or with other numbers")
            .Takes(typeof(PreviewBody)).Answers(typeof(PreviewAnswer)).Fails(400, 404, 413).RequireScope(Scopes.Design);

    private static async Task<IResult> PreviewAsync(HttpContext context, [FromServices] NbaEngine engine, [FromServices] TimeProvider time)
    {
        var body = await StrictJson.ReadAsync<PreviewBody>(context.Request);
        var now = time.GetUtcNow();
        if (body.At is { } at && (at < now - Reach || at > now + Reach))
        {
            return Problems.Validation("at", $"{at:O} is too far away.", $"{now - Reach:O} to {now + Reach:O}");
        }

        var language = Languages.Check(body.Language);
        var overrides = OverridesReader.Read(body.Overrides, engine.Policy!);
        var request = DecisionRequests.Read(null, body.CustomerId, body.Channel, body.Placements, body.Context);
        var preview = await engine.PreviewAsync(request, body.At, overrides, language, !context.Caller().Has(Scopes.Sensitive));
        return ApiRoutes.Json(new PreviewAnswer(
            body.CustomerId, body.Channel, preview.Policy.Revision, body.At ?? now, DecisionAnswers.Silence(preview.Silence), [.. preview.Actions.Select(DecisionAnswers.Preview)],
            DecisionAnswers.Explain(preview.Explanation, language)));
    }
}
