using Microsoft.AspNetCore.Mvc;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Simulations;

/// <summary>What-if over recorded decisions: start, look, cancel.</summary>
internal sealed class SimulationEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var simulations = routes.MapApi("/simulations", "Simulations");
        simulations.MapPost("", StartAsync).WithName("startSimulation").WithSummary("Decides recorded decisions again under a scenario, in the background")
            .WithDescription("The answer is the run; read it by its id until its state is done, or listen to \"simulation\" on /hubs/live. One runs at a time, five wait; the last 20 are remembered. Nothing has an effect on customers.")
            .Takes(typeof(Scenario)).Answers(typeof(SimulationAnswer), StatusCodes.Status202Accepted).Fails(400, 409, 422).WithIdempotency().RequireScope(Scopes.Read);
        simulations.MapGet("/{id}", ReadAsync).WithName("getSimulation").WithSummary("A run: how far it is, and at its end what came of it").Answers(typeof(SimulationAnswer)).Fails(404).RequireScope(Scopes.Read);
        simulations.MapDelete("/{id}", RemoveAsync).WithName("cancelSimulation").WithSummary("Cancels a run, or forgets one that has ended")
            .WithDescription("Only whoever started it, or an admin, may.").AnswersNothing().Fails(404, 422).WithIdempotency().RequireScope(Scopes.Read);
    }

    private static async Task<IResult> StartAsync(HttpContext context, [FromServices] ISimulationDesk desk)
    {
        var scenario = await StrictJson.ReadAsync<Scenario>(context.Request);
        var run = await desk.StartAsync(scenario, context.Caller(), context.RequestAborted);
        context.Response.Headers.Location = $"{ApiRoutes.Root}/simulations/{run.Id}";
        return ApiRoutes.Json(await SimulationAnswer.FromAsync(run, desk, context.Caller(), context.RequestAborted), StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReadAsync(string id, HttpContext context, [FromServices] ISimulationDesk desk) =>
        desk.Find(id, context.Caller()) is { } run ? ApiRoutes.Json(await SimulationAnswer.FromAsync(run, desk, context.Caller(), context.RequestAborted)) : NotFound(id);

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, [FromServices] ISimulationDesk desk) =>
        await desk.RemoveAsync(id, context.Caller(), CancellationToken.None) ? Results.NoContent() : NotFound(id);

    private static IResult NotFound(string id) => Problems.NotFound($"There is no simulation '{(id.Length > 64 ? id[..64] : id)}'.");
}
