using System.Text.Json;
using NbaStudio.Security;

namespace NbaStudio.Hosting.Http;

/// <summary>Turns exceptions and empty error answers into problems. Internals go to the log, never to the caller.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        IResult problem;
        try
        {
            await next(context);
            if (Missing(context) is not { } missing)
            {
                return;
            }

            problem = missing;
        }
        catch (ProblemException mistake) when (!context.Response.HasStarted)
        {
            problem = mistake.Problem;
        }
        catch (BadHttpRequestException mistake) when (!context.Response.HasStarted)
        {
            problem = Describe(mistake, context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted && ApiPaths.AnswersProblems(context.Request.Path))
        {
            log.LogError(failure, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            problem = Problems.Problem(StatusCodes.Status500InternalServerError, "Something went wrong", "The hub could not answer. The log names the cause under this traceId.");
        }

        await problem.ExecuteAsync(context);
    }

    /// <summary>An error status without a body, from routing or an endpoint.</summary>
    private static IResult? Missing(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null || !ApiPaths.AnswersProblems(context.Request.Path))
        {
            return null;
        }

        var call = $"{context.Request.Method} {context.Request.Path}";
        return response.StatusCode switch
        {
            404 => Problems.NotFound($"There is no {call}."),
            405 => Problems.Problem(405, "Method not allowed", $"{call} is not allowed; allowed: {response.Headers.Allow}."),
            415 => Problems.Problem(415, "Content type not supported", $"{call} does not take Content-Type '{context.Request.ContentType}'."),
            var status => Problems.Problem(status, "The request failed", $"{call} answered {status}."),
        };
    }

    private static IResult Describe(BadHttpRequestException mistake, HttpContext context) => mistake switch
    {
        { StatusCode: 413 } => Problems.TooLarge(BodyLimits.Of(context)),
        { InnerException: JsonException json } => Problems.Validation(JsonMistakes.PathOf(json), "The body is not valid JSON of the expected shape."),
        _ => Problems.Problem(mistake.StatusCode, "The request is not valid", mistake.Message),
    };
}
