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
        measure.MapGet("/sample-size", SampleSizeAsync).WithName("planSampleSize").WithSummary("How many customers an experiment needs, of each arm and in all")
            .WithDescription("baseline is the rate of the control in (0, 1), or its mean where deviation (of one customer's value) is given; lift the smallest difference worth finding as a share of it, such as 0.1 or -0.1. "
                + "shares are those of the arms, the control first (default 0.5,0.5; they are scaled to a sum of 1). power is the chance to find the difference where it is there (default 0.8), alpha that to find one where there is none (default 0.05). "
                + "total is for one look at that size, anytimeTotal where the result may be looked at at any time. traffic=true adds how long so many customers take to come by, from the latest 10,000 decisions.")
            .Answers(typeof(SampleSizeAnswer)).Fails(400).RequireScope(Scopes.Read);
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

    private static async Task<IResult> SampleSizeAsync(
        HttpContext context, [FromServices] IMeasureDesk desk, string? baseline = null, string? lift = null, string? deviation = null, string? shares = null, string? power = null, string? alpha = null,
        bool traffic = false)
    {
        var errors = new List<FieldError>();
        if (new SampleSizeQuestion(baseline, lift, deviation, shares, power, alpha).Answer(errors) is not { } answer)
        {
            return Problems.Validation(errors);
        }

        return ApiRoutes.Json(traffic ? answer with { Traffic = TrafficAnswer.Of(await desk.ReadTrafficAsync(context.Caller(), context.RequestAborted), answer.Total) } : answer);
    }

    private static async Task<IResult> LifetimeAsync(HttpContext context, [FromServices] IMeasureDesk desk) =>
        ApiRoutes.Json(LifetimeAnswer.Of(await desk.FitLifetimeAsync(context.Caller(), context.RequestAborted)));

    private static IResult ControlGroupsFile(HttpContext context, [FromServices] IMeasureDesk desk) =>
        TypedResults.File(MeasureCsv.Write(desk.Read(context.Caller(), "en")), "text/csv; charset=utf-8", "control-groups.csv");
}
