using Microsoft.AspNetCore.Mvc;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Measuring;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Measure;

/// <summary>What control groups say.</summary>
internal sealed class MeasureEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var measure = routes.MapApi("/measure", "Measure");
        measure.MapGet("/control-groups", ControlGroups).WithName("readControlGroups").WithSummary("What customers of every hold-out, and of a trial, did beside the others")
            .WithDescription("Per customer as assigned, from the events named in Nba:Measure:Purchases and Nba:Measure:Departures, since the hold-out began. All intervals hold together and at every look in 95 % of cases. "
                + "A verdict of better or worse is given only where the interval leaves no difference out; refusal says why there is no number. total and retained are absent until then.")
            .Answers(typeof(ControlGroupsAnswer)).RequireScope(Scopes.Read);
        measure.MapGet("/control-groups.csv", ControlGroupsFile).WithName("exportControlGroups").WithSummary("The same as a CSV file, one row a hold-out and outcome")
            .Answers(typeof(string), contentType: "text/csv").RequireScope(Scopes.Read);
        measure.MapGet("/decisions", DecisionsAsync).WithName("readDecisionSurvey").WithSummary("What became of the candidates of the latest 5,000 decisions")
            .WithDescription("Where they fell and by which rule, actions that nobody saw, customers for whom nothing is left, what exploring cost by the models, and fairness against the limits of the policy. Takes a few seconds; surveys are made one at a time.")
            .Answers(typeof(SurveyAnswer)).RequireScope(Scopes.Read);
        measure.MapPost("/lifetime", LifetimeAsync).WithName("estimateLifetime").WithSummary("Estimates from the purchases in the journal what customers will buy in a year")
            .WithDescription("BG/NBD and Gamma-Gamma over all customers who ever bought, without discount or cost. Takes seconds; nothing is changed. refusal says why there is no number.")
            .Answers(typeof(LifetimeAnswer)).RequireScope(Scopes.Read);
    }

    private static IResult ControlGroups(HttpContext context, [FromServices] IMeasureDesk desk) => ApiRoutes.Json(ControlGroupsAnswer.Of(desk.Read(context.Caller(), "en")));

    private static async Task<IResult> DecisionsAsync(HttpContext context, [FromServices] IMeasureDesk desk)
    {
        SurveyView? last = null;
        await foreach (var view in desk.SurveyAsync(context.Caller(), "en", context.RequestAborted))
        {
            last = view;
        }

        return ApiRoutes.Json(SurveyAnswer.Of(last!));
    }

    private static async Task<IResult> LifetimeAsync(HttpContext context, [FromServices] IMeasureDesk desk) =>
        ApiRoutes.Json(LifetimeAnswer.Of(await desk.FitLifetimeAsync(context.Caller(), context.RequestAborted)));

    private static IResult ControlGroupsFile(HttpContext context, [FromServices] IMeasureDesk desk) =>
        TypedResults.File(MeasureCsv.Write(desk.Read(context.Caller(), "en")), "text/csv; charset=utf-8", "control-groups.csv");
}
