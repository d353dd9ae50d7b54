using Microsoft.AspNetCore.Mvc;
using NbaStudio.Engine;
using NbaStudio.Engine.Decisions;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Decisions;

/// <summary>Deciding, and reading what was decided.</summary>
internal sealed class DecisionEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var decisions = routes.MapApi("/decisions", "Decisions");
        decisions.MapPost("", DecideAsync).WithName("decide").WithSummary("Decides what to show to a customer now, and records it")
            .Takes(typeof(DecisionBody)).Answers(typeof(DecisionAnswer)).Fails(400, 404, 413).RequireScope(Scopes.Decide).AllowBrowserToken();
        decisions.MapGet("/{id}", Read).WithName("getDecision").WithSummary("The record of a decision: what it knew and what it came to")
            .Answers(typeof(RecordAnswer)).Fails(404).RequireScope(Scopes.Read);
        decisions.MapGet("/{id}/explanation", Explain).WithName("explainDecision").WithSummary("Why, and why not, for every candidate, in plain words")
            .Answers(typeof(ExplanationAnswer)).Fails(400, 404).RequireScope(Scopes.Read);
        decisions.MapPost("/{id}/replay", ReplayAsync).WithName("replayDecision").WithSummary("Runs a recorded decision again: under its own policy, today's, or as a change would make it")
            .Takes(typeof(ReplayBody), optional: true).Answers(typeof(ReplayAnswer)).Fails(400, 404, 413, 422).RequireScope(Scopes.Read);
    }

    private static async Task<IResult> DecideAsync(HttpContext context, [FromServices] NbaEngine engine)
    {
        var body = await StrictJson.ReadAsync<DecisionBody>(context.Request);
        var caller = context.Caller();
        if (!caller.MayActFor(body.CustomerId, body.Channel))
        {
            return Problems.Forbidden($"The browser token belongs to customer '{caller.Token!.CustomerId}' on channel '{caller.Token.Channel}'.");
        }

        var language = Languages.Check(body.Language);
        var reply = await engine.DecideAsync(DecisionRequests.Read(body.RequestId, body.CustomerId, body.Channel, body.Placements, body.Context), context.RequestAborted);
        var explanation = body.Explain && caller.Kind != CallerKind.Browser && DecisionId.TryParse(reply.DecisionId, out var id) && engine.Explain(id, language, !caller.Has(Scopes.Sensitive)) is { } why
            ? DecisionAnswers.Explain(why, language)
            : null;
        return ApiRoutes.Json(DecisionAnswers.Of(reply, caller, explanation));
    }

    private static IResult Read(string id, HttpContext context, [FromServices] NbaEngine engine) =>
        DecisionId.TryParse(id, out var decision) && engine.Records.Read(decision) is { } record
            ? ApiRoutes.Json(RecordAnswers.Of(record, engine.Store, engine.HiddenFrom(!context.Caller().Has(Scopes.Sensitive), record.Policy)))
            : Missing(id);

    private static IResult Explain(string id, HttpContext context, [FromServices] NbaEngine engine, string? language = null)
    {
        var words = Languages.Check(language);
        return DecisionId.TryParse(id, out var decision) && engine.Explain(decision, words, !context.Caller().Has(Scopes.Sensitive)) is { } explanation
            ? ApiRoutes.Json(DecisionAnswers.Explain(explanation, words))
            : Missing(id);
    }

    private static async Task<IResult> ReplayAsync(string id, HttpContext context, [FromServices] NbaEngine engine, [FromServices] ReplayDesk desk)
    {
        var hasBody = context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0;
        var body = hasBody ? await StrictJson.ReadAsync<ReplayBody>(context.Request) : new ReplayBody();
        if (!DecisionId.TryParse(id, out var decision) || engine.Records.Read(decision) is not { } record)
        {
            return Missing(id);
        }

        if (body is { Policy: ReplayPolicy.Current, Change: not null })
        {
            throw new ProblemException([new FieldError("change", "A replay is under one policy.", "change or policy, not both")]);
        }

        var policy = body is { Policy: ReplayPolicy.Own, Change: null } ? record.Policy : await desk.PolicyAsync(new ReplayUnder(ReplayWith.Change, body.Change), context.RequestAborted);
        if (desk.TellsSensitive(record, policy, context.Caller()))
        {
            return Problems.Forbidden($"A sensitive attribute decides in another way there than it did, so what is chosen would tell its value. That needs the scope '{Scopes.Sensitive}'.");
        }

        var overrides = OverridesReader.Read(body.Overrides, policy);
        return engine.Replay(decision, policy, overrides) is not { } outcome ? Missing(id) : ApiRoutes.Json(new ReplayAnswer(
            decision.ToString(), outcome.IsIdentical, record.Policy.Revision, body.Change is null ? policy.Revision : engine.Policy!.Revision, RecordAnswers.Outcome(record.Policy, record.Inputs, record.Result),
            RecordAnswers.Outcome(policy, record.Inputs, outcome.Outcome.Result), outcome.Outcome.MissingInputs, body.Change));
    }

    private static IResult Missing(string id) => Problems.Problem(
        StatusCodes.Status404NotFound, "Not found", $"There is no decision '{id}', or it is not kept any more.",
        [new FieldError("id", $"There is no decision '{id}'.", "the decisionId of a decision that is kept")]);
}
