using Microsoft.AspNetCore.Mvc;
using NbaStudio.Engine;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Api.Events;

/// <summary>Events in: one, an array, or a stream of lines.</summary>
internal sealed class EventEndpoints : IEndpointModule
{
    public const string Lines = "application/x-ndjson";
    public const long MaximumStreamBytes = 64 * 1024 * 1024;
    private const int MaximumLineBytes = 64 * 1024;
    private const int LinesPerPart = 500;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapApi("/events", "Events").MapPost("", TakeAsync).WithName("sendEvents")
            .WithSummary("Sends one event, an array of up to 1,000, or a stream of lines")
            .WithDescription("Answers once the events are durable. An eventId that is known counts once; a wrong entry of an array or stream is rejected and the others are taken.")
            .Takes(typeof(EventBody), false, "application/json", Lines)
            .Answers(typeof(EventsAnswer), StatusCodes.Status202Accepted).Fails(400, 404, 413)
            .RequireScope(Scopes.Ingest).AllowBrowserToken().AllowBodyUpTo(MaximumStreamBytes);

    private static async Task<IResult> TakeAsync(HttpContext context, [FromServices] NbaEngine engine)
    {
        var caller = context.Caller();
        var run = new EventIntakeRun(engine, caller);
        if (context.Request.ContentType?.StartsWith(Lines, StringComparison.OrdinalIgnoreCase) == true)
        {
            await TakeLinesAsync(context, run, caller);
            return ApiRoutes.Json(run.Answer, StatusCodes.Status202Accepted);
        }

        var (items, isArray) = await BodyItems.ReadAsync<EventBody>(context.Request, BodyLimitMiddleware.DefaultBytes);
        Refuse(caller, items);
        await run.TakeAsync([.. items.Select((item, index) => (index, (int?)null, item))], context.RequestAborted);
        return !isArray && run.Answer.Rejected is [var only] ? Problems.Validation(only.Errors) : ApiRoutes.Json(run.Answer, StatusCodes.Status202Accepted);
    }

    private static async Task TakeLinesAsync(HttpContext context, EventIntakeRun run, Caller caller)
    {
        List<(int, int?, BodyItem<EventBody>)> part = [];
        var index = 0;
        await foreach (var line in NdjsonReader.ReadAsync(context.Request.BodyReader, MaximumLineBytes, context.RequestAborted))
        {
            var item = ReadLine(line);
            Refuse(caller, [item]);
            part.Add((index++, line.Number, item));
            if (part.Count == LinesPerPart)
            {
                await run.TakeAsync(part, context.RequestAborted);
                part.Clear();
            }
        }

        await run.TakeAsync(part, context.RequestAborted);
    }

    private static BodyItem<EventBody> ReadLine(NdjsonLine line) =>
        line.TooLong ? new BodyItem<EventBody>(null, [new FieldError("", "The line is too long.", $"at most {MaximumLineBytes} bytes")])
        : StrictJson.TryParse<EventBody>(line.Utf8, out var body, out var errors) ? new BodyItem<EventBody>(body, [])
        : new BodyItem<EventBody>(null, errors);

    private static void Refuse(Caller caller, IReadOnlyList<BodyItem<EventBody>> items)
    {
        if (caller.Token is { } token && items.FirstOrDefault(item => item.Value is { } body && body.CustomerId != token.CustomerId).Value is { } foreign)
        {
            throw new ProblemException(Problems.Forbidden($"The browser token belongs to another customer than '{foreign.CustomerId}'."), "Another customer's event.");
        }
    }
}
