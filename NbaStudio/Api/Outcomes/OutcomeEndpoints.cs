using Microsoft.AspNetCore.Mvc;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Api.Outcomes;

/// <summary>What customers did, in: one outcome or an array.</summary>
internal sealed class OutcomeEndpoints : IEndpointModule
{
    private static readonly TimeSpan MaximumAhead = TimeSpan.FromMinutes(5);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapApi("/outcomes", "Outcomes").MapPost("", TakeAsync).WithName("sendOutcomes")
            .WithSummary("Reports one outcome, or an array of up to 1,000")
            .WithDescription("Answers once the outcomes are durable. An outcomeId that is known counts once; without one, a kind of outcome counts once per decision and treatment.")
            .Takes(typeof(OutcomeBody)).Answers(typeof(OutcomesAnswer), StatusCodes.Status202Accepted).Fails(400, 413)
            .RequireScope(Scopes.Outcome).AllowTrackingToken();

    private static async Task<IResult> TakeAsync(HttpContext context, [FromServices] NbaEngine engine, [FromServices] TimeProvider time)
    {
        var (items, isArray) = await BodyItems.ReadAsync<OutcomeBody>(context.Request, BodyLimitMiddleware.DefaultBytes);
        var caller = context.Caller();
        if (caller.Kind is CallerKind.Browser or CallerKind.Anonymous && items.Any(item => item.Value is { } body && (body.DecisionId is not null || body.TrackingToken is null)))
        {
            return Problems.Forbidden("Without an API key an outcome goes with its trackingToken, not with a decisionId.");
        }

        var now = time.GetUtcNow();
        List<OutcomeTrouble> rejected = [];
        List<OutcomeInput> inputs = [];
        List<int> places = [];
        foreach (var (item, index) in items.Select((item, index) => (item, index)))
        {
            var (input, errors) = item.Value is { } body ? Read(body, now) : (null, item.Errors);
            if (input is null)
            {
                rejected.Add(new OutcomeTrouble(index, item.Value?.OutcomeId, errors));
                continue;
            }

            inputs.Add(input);
            places.Add(index);
        }

        var answer = Gather(await engine.RecordOutcomesAsync(inputs, context.RequestAborted), inputs, places, rejected);
        return !isArray && answer.Rejected is [var only] ? Problems.Validation(only.Errors) : ApiRoutes.Json(answer, StatusCodes.Status202Accepted);
    }

    private static (OutcomeInput? Input, IReadOnlyList<FieldError> Errors) Read(OutcomeBody body, DateTimeOffset now)
    {
        List<FieldError> errors = [];
        if (!ContactKindNames.TryParse(body.Outcome, out var kind))
        {
            errors.Add(new FieldError("outcome", $"'{(body.Outcome.Length > 64 ? body.Outcome[..64] : body.Outcome)}' is not an outcome.", string.Join(", ", ContactKindNames.All)));
        }

        if (body.Time > now + MaximumAhead)
        {
            errors.Add(new FieldError("time", $"{body.Time:O} is in the future.", $"up to {now + MaximumAhead:O}"));
        }

        return errors.Count > 0
            ? (null, errors)
            : (new OutcomeInput(body.DecisionId, body.TrackingToken, body.Action, kind, body.Time ?? now, body.Amount, body.OutcomeId), []);
    }

    private static OutcomesAnswer Gather(IReadOnlyList<OutcomeReply> replies, List<OutcomeInput> inputs, List<int> places, List<OutcomeTrouble> rejected)
    {
        var (accepted, duplicates) = (0, 0);
        List<OutcomeTrouble> conflicts = [];
        for (var i = 0; i < replies.Count; i++)
        {
            var trouble = new OutcomeTrouble(places[i], inputs[i].OutcomeId, EngineProblems.ToFields(replies[i].Errors));
            switch (replies[i].Status)
            {
                case OutcomeStatus.Accepted:
                    accepted++;
                    break;
                case OutcomeStatus.Duplicate:
                    duplicates++;
                    break;
                case OutcomeStatus.Conflict:
                    conflicts.Add(trouble);
                    break;
                default:
                    rejected.Add(trouble);
                    break;
            }
        }

        return new OutcomesAnswer(accepted, duplicates, conflicts, [.. rejected.OrderBy(trouble => trouble.Index)]);
    }
}
