namespace NbaStudio.Hosting.Http;

/// <summary>Refuses requests that come once the hub has begun to stop.</summary>
/// <remarks>
/// The server still listens for a moment then. A console page whose connection is closed by the stop connects again at once; that new connection came too late to be closed with
/// the others, and the server waited for it until the end of its time.
/// </remarks>
internal sealed class StoppingMiddleware(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return next(context);
        }

        context.Response.Headers.RetryAfter = "10";
        context.Response.Headers.Connection = "close";
        return Problems.Problem(StatusCodes.Status503ServiceUnavailable, "Stopping", "The hub is stopping. Nothing of this request was done; send it again when the hub is back.").ExecuteAsync(context);
    }
}
