using NbaStudio.Security;

namespace NbaStudio.Api;

/// <summary>Answers what the engine refused, for every endpoint of the interface, whichever part of the hub it belongs to.</summary>
internal sealed class EngineProblemMiddleware(RequestDelegate next, ILogger<EngineProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        IResult problem;
        try
        {
            await next(context);
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted && ApiPaths.AnswersProblems(context.Request.Path) && EngineProblems.Of(failure) is not null)
        {
            problem = EngineProblems.Of(failure)!;
            if (problem is IStatusCodeHttpResult { StatusCode: StatusCodes.Status503ServiceUnavailable })
            {
                context.Response.Headers.RetryAfter = "1";
                log.LogWarning(failure, "{Method} {Path} has to be tried again", context.Request.Method, context.Request.Path);
            }
        }

        await problem.ExecuteAsync(context);
    }
}
