using System.Diagnostics;

namespace NbaStudio.Hosting.Http;

/// <summary>Writes a problem as application/problem+json.</summary>
internal sealed class ProblemResult(int status, string title, string? detail, IReadOnlyList<FieldError>? errors) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public IReadOnlyList<FieldError>? Errors => errors;

    public async Task ExecuteAsync(HttpContext context)
    {
        context.Response.StatusCode = status;
        var trace = status >= 500 ? Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier : null;
        await context.Response.WriteAsJsonAsync(new Problem("about:blank", title, status, detail, errors, trace), HubJson.Options, "application/problem+json", context.RequestAborted);
    }
}
