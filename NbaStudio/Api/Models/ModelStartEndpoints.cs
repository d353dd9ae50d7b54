using Microsoft.AspNetCore.Mvc;
using NbaStudio.Commands.Evaluate;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity.Starts;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Api.Models;

/// <summary>Starting a treatment's models from a file.</summary>
internal sealed class ModelStartEndpoints : IEndpointModule
{
    public const string Csv = "text/csv";

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapApi("/models", "Models").MapPost("/{treatment}/start", StartAsync).WithName("startModel")
            .WithSummary("Starts a treatment's models from the rows of a CSV file")
            .WithDescription("The body is the file: UTF-8 or Shift-JIS, a header row, columns separated by comma, semicolon, tab or pipe. target and positive name the column of the outcome and its success. "
                + "Columns go to the predictors of their name; map=predictor=column (repeatable) says otherwise, map=predictor= leaves one out. The rows count for effective responses together (30 to 2,000, default 500). "
                + "head is engagement, conversion or harm, default the primary one. dryRun=true only says what would be learned. The same file is refused a second time unless again=true. Resetting the model undoes it.")
            .Takes(typeof(string), false, Csv).Answers(typeof(ModelStartAnswer)).Fails(400, 404, 409, 413, 422).WithIdempotency().RequireScope(Scopes.Publish).AllowBodyUpTo(IFileTrials.MaximumBytes);

    private static async Task<IResult> StartAsync(
        string treatment, HttpContext context, [FromServices] IModelStarts starts, string? target = null, string? positive = null, [FromQuery] string[]? map = null, string? head = null,
        int effective = StartLimits.StandardEffective, bool again = false, bool dryRun = false, string? name = null)
    {
        if (starts.Targets("en").FirstOrDefault(t => t.TreatmentId == treatment) is not { } of)
        {
            return Problems.NotFound($"The live policy has no treatment '{(treatment.Length > 64 ? treatment[..64] : treatment)}'.");
        }

        var errors = new List<FieldError>();
        var settings = Settings(of, target, positive, map ?? [], head, effective, again, errors);
        if (context.Request.ContentType?.StartsWith(Csv, StringComparison.OrdinalIgnoreCase) != true)
        {
            errors.Add(new FieldError("Content-Type", $"Content-Type '{context.Request.ContentType}' is not allowed.", Csv));
        }

        if (errors.Count > 0)
        {
            return Problems.Validation(errors);
        }

        var path = await PrivateCopy.KeepAsync(context.Request.Body, context.RequestAborted);
        try
        {
            return dryRun
                ? Answer(treatment, await starts.CheckAsync(path, settings, null, context.RequestAborted), effective)
                : Answer(of, await starts.StartAsync(treatment, path, string.IsNullOrWhiteSpace(name) ? "file.csv" : name, settings, context.Caller(), context.RequestAborted), effective);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static StartSettings Settings(StartTarget of, string? target, string? positive, string[] map, string? head, int effective, bool again, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(target))
        {
            errors.Add(new FieldError("target", "target is missing.", "the name of the column of the outcome"));
        }

        if (string.IsNullOrEmpty(positive))
        {
            errors.Add(new FieldError("positive", "positive is missing.", "what stands in the target's column for a success"));
        }

        HeadKind[] heads = [of.Primary, .. of.Further];
        var known = heads.Where(h => string.Equals(h.ToString(), head, StringComparison.OrdinalIgnoreCase)).ToList();
        if (head is not null && known.Count == 0)
        {
            errors.Add(new FieldError("head", $"'{head}' is no head of treatment '{of.TreatmentId}'.", string.Join(", ", heads).ToLowerInvariant()));
        }

        var pairs = map.Select(text => text.Split('=', 2, StringSplitOptions.TrimEntries)).ToList();
        errors.AddRange(pairs.Where(pair => pair.Length < 2 || pair[0].Length == 0).Select(pair => new FieldError("map", $"'{string.Join('=', pair)}' is not allowed.", "predictor=column")));
        return new StartSettings(
            target ?? "", positive ?? "", [.. pairs.Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1]))], false,
            known.Count == 0 || known[0] == of.Primary ? null : known[0], effective, again);
    }

    private static IResult Answer(string treatment, StartCheck check, int effective) =>
        check.Issues.Count > 0 ? Refuse(check) : ApiRoutes.Json(ModelStartAnswer.Of(treatment, check, effective));

    private static IResult Answer(StartTarget of, StartAnswer answer, int effective)
    {
        if (answer.Check.Issues.Count > 0)
        {
            return Refuse(answer.Check);
        }

        return answer.Reply switch
        {
            null => Problems.NotFound($"The live policy has no treatment '{of.TreatmentId}' any more."),
            { Outcome: ModelStartOutcome.Started, Start: { } start, Report: { } report } => ApiRoutes.Json(ModelStartAnswer.Of(of.TreatmentId, answer.Check, effective, start, report.Responses, report.FromFile)),
            { Outcome: ModelStartOutcome.SameFile, Start: { } before } => Problems.Conflict(
                $"The models learned this file before, on {DateTimeOffset.FromUnixTimeMilliseconds(before.Time):u} by {before.By} ({before.File}); its rows would count twice. Reset the model first, or send again=true."),
            { Outcome: ModelStartOutcome.Paused } => Problems.Conflict("Learning is paused for this treatment. Resume it first."),
            { Outcome: ModelStartOutcome.TooExperienced, Report: { } report } => Problems.Conflict(
                $"The models have learned {report.Responses - report.FromFile} responses of their own; a file starts models that have at most {StartLimits.MostOwnResponses}. Reset the model first."),
            _ => Problems.Conflict("The head is not learned any more. Read the policy and ask again."),
        };
    }

    private static IResult Refuse(StartCheck check)
    {
        var words = new Words("en");
        return Problems.Validation([.. check.Issues.Select(issue => new FieldError(issue.Field, issue.Message(words), issue.Allowed(words)))]);
    }
}
