using Microsoft.AspNetCore.Http.Metadata;
using NbaStudio.Engine;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api;

/// <summary>What all endpoints of version 1 share.</summary>
internal static class ApiRoutes
{
    public const string Root = "/api/v1";

    /// <summary>A group of endpoints under /api/v1 with the errors that every one of them can answer.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, string path, string tag)
    {
        var group = routes.MapGroup(Root + path);
        group.AddEndpointFilter<RouteGroupBuilder, ReadyFilter>();
        return group.WithTags(tag).FailsAsAll();
    }

    /// <summary>Describes the answer of an endpoint.</summary>
    public static TBuilder Answers<TBuilder>(this TBuilder endpoint, Type type, int status = StatusCodes.Status200OK, string contentType = "application/json")
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, type, [contentType]));

    /// <summary>Describes an answer without a body.</summary>
    public static TBuilder AnswersNothing<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void)));

    /// <summary>Describes and checks the body's content type.</summary>
    public static TBuilder Takes<TBuilder>(this TBuilder endpoint, Type type, bool optional = false, params string[] contentTypes)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AcceptsMetadata(contentTypes.Length == 0 ? ["application/json"] : contentTypes, type, optional));

    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => TypedResults.Json(value, HubJson.Options, statusCode: status);

    /// <summary>Before the first policy there is nothing to decide with.</summary>
    private sealed class ReadyFilter(IServiceProvider services) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            if (services.GetRequiredService<NbaEngine>().Policy is not null || context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<WithoutPolicy>() is not null)
            {
                return await next(context);
            }

            context.HttpContext.Response.Headers.RetryAfter = "5";
            return Problems.Problem(
                StatusCodes.Status503ServiceUnavailable, "No policy is published", "The hub has no policy yet. Import one (POST /api/v1/policy/import) and publish it.");
        }
    }
}
