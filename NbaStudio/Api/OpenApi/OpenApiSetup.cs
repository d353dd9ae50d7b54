using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NbaStudio.Api.Events;
using NbaStudio.Api.Outcomes;
using NbaStudio.Api.Values;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Security;

namespace NbaStudio.Api.OpenApi;

/// <summary>The description of the interface at /openapi/v1.json, made from the endpoints themselves.</summary>
internal static class OpenApiSetup
{
    private const string KeyScheme = "apiKey";
    private const string BrowserScheme = "browserToken";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "NBA Studio", Version = "1",
            Description = "Events in, next best actions out. Money is in the workspace's currency, times are ISO 8601 UTC, errors are RFC 9457 problems.",
        };
        // Where it was read from is where it is served: no address of one machine.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiAccessMiddleware.KeyHeader, Description = "Needed once a key exists.",
            },
            [BrowserScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "15-minute token of one customer on one channel.",
            },
        };
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RequiredScope>().LastOrDefault() is { } scope)
        {
            operation.Description = $"{operation.Description} Scope: {scope.Scope}.".Trim();
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] }];
            if (metadata.OfType<TrackingTokenCall>().Any())
            {
                operation.Security.Add([]);
            }
            else if (metadata.OfType<BrowserCall>().Any())
            {
                operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BrowserScheme, context.Document)] = [] });
            }
        }

        if (metadata.OfType<IdempotentCall>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key", In = ParameterLocation.Header, Description = "The same key gets the first answer again, for 24 hours.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            });
        }

        if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true && body.Schema is { } one && TakesMany(metadata))
        {
            body.Schema = new OpenApiSchema { OneOf = [one, new OpenApiSchema { Type = JsonSchemaType.Array, Items = one, MaxItems = BodyItems.Maximum }] };
        }
    }

    private static bool TakesMany(IList<object> metadata) =>
        metadata.OfType<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>().Any(accepts => accepts.RequestType == typeof(EventBody) || accepts.RequestType == typeof(OutcomeBody));

    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(ApiValue))
        {
            schema.Type = null;
            schema.Properties = null;
            schema.AnyOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.Number }, new OpenApiSchema { Type = JsonSchemaType.String }, new OpenApiSchema { Type = JsonSchemaType.Boolean },
                new OpenApiSchema { Type = JsonSchemaType.Null }, new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            ];
        }
        else if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset))
        {
            schema.Type = Nullable.GetUnderlyingType(type) is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }
        else if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(double))
        {
            schema.Type = Nullable.GetUnderlyingType(type) is null ? JsonSchemaType.Number : JsonSchemaType.Number | JsonSchemaType.Null;
            schema.Format = "double";
        }
    }
}
