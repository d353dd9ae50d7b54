using Microsoft.AspNetCore.Mvc;
using NbaStudio.Api.Policies;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Events;

/// <summary>Which events there are, and declaring those that simply came.</summary>
internal sealed class EventTypeEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var types = routes.MapApi("/events/types", "Events");
        types.MapGet("", List).WithName("listEventTypes").WithSummary("Every type of event, declared or only seen, with its properties and who listens to it")
            .Answers(typeof(EventTypesAnswer)).Fails(400).RequireScope(Scopes.Read);
        types.MapPost("/{type}/declare", DeclareAsync).WithName("declareEventType").WithSummary("Makes a change of the policy that declares a type from what was seen of it")
            .WithDescription("The change is checked and published like any other. Properties whose values were of more than one type stay undeclared, which means accepted as they come.")
            .Answers(typeof(ChangeReview), StatusCodes.Status201Created).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Design);
    }

    private static IResult List([FromServices] IEventTypeReader reader, string? language = null)
    {
        var words = Languages.Check(language);
        var list = reader.Read(words);
        return ApiRoutes.Json(new EventTypesAnswer(
            [.. list.Types.Select(t => new EventTypeAnswer(t.Type, t.Label.In(words), t.Declared, t.Today, t.LastHour, t.LastSeen, t.Properties, t.OtherProperties, t.Aggregates, t.Triggers))],
            list.OtherEvents, list.Since));
    }

    private static async Task<IResult> DeclareAsync(string type, HttpContext context, [FromServices] EventDeclarations declarations)
    {
        try
        {
            return await declarations.ReviewAsync(type, context.Caller(), context.RequestAborted) is { } review
                ? ApiRoutes.Json(review, StatusCodes.Status201Created)
                : Problems.NotFound($"No event of the type '{(type.Length > 64 ? type[..64] : type)}' was seen.");
        }
        catch (InvalidOperationException e)
        {
            return Problems.Conflict(e.Message);
        }
    }
}

/// <summary>Every type of event.</summary>
/// <param name="OtherEvents">Events of further types than are told apart (500).</param>
/// <param name="Since">From when on events were looked at.</param>
public sealed record EventTypesAnswer(IReadOnlyList<EventTypeAnswer> Types, long OtherEvents, DateTimeOffset? Since);

/// <summary>One type of event.</summary>
/// <param name="Today">Events since midnight in the workspace's zone.</param>
/// <param name="Properties">Declared ones first.</param>
/// <param name="OtherProperties">Whether it had more properties than are told apart (50).</param>
/// <param name="Aggregates">Declared aggregates that count it.</param>
/// <param name="Triggers">Triggers that listen to it.</param>
public sealed record EventTypeAnswer(
    string Type, string Label, bool Declared, long Today, long LastHour, DateTimeOffset? LastSeen, IReadOnlyList<EventPropertyView> Properties, bool OtherProperties,
    IReadOnlyList<string> Aggregates, IReadOnlyList<string> Triggers);
