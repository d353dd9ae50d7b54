using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Data;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api;

/// <summary>Says what the engine refused in the words of the API.</summary>
internal sealed class EngineProblemFilter(ILogger<EngineProblemFilter> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (InvalidInputException mistake)
        {
            return Problems.Validation(ToFields(mistake.Errors));
        }
        catch (UnknownCustomerException unknown)
        {
            return Problems.Problem(
                StatusCodes.Status404NotFound, "Not found", unknown.Message, [new FieldError("customerId", unknown.Message, "the id of a customer who exists")]);
        }
        catch (CustomerGoneException)
        {
            return Problems.NotFound("The customer was erased.");
        }
        catch (StaleVersionException stale)
        {
            return Problems.Conflict(stale.Message);
        }
        catch (HubBusyException busy)
        {
            return TryAgain(context, "The hub is busy", busy.Message);
        }
        catch (HubUnavailableException unavailable)
        {
            return TryAgain(context, "The hub is not available", unavailable.Message);
        }
        catch (Exception failure) when (failure is CommitFailedException or HubStoreException)
        {
            log.LogError(failure, "Nothing was acknowledged");
            return TryAgain(context, "The hub could not store it", "Nothing was acknowledged. Send it again with the same ids.");
        }
    }

    public static IReadOnlyList<FieldError> ToFields(IReadOnlyList<InputError> errors) => [.. errors.Select(error => new FieldError(error.Path, error.Message, error.Allowed))];

    private static IResult TryAgain(EndpointFilterInvocationContext context, string title, string detail)
    {
        context.HttpContext.Response.Headers.RetryAfter = "1";
        return Problems.Problem(StatusCodes.Status503ServiceUnavailable, title, detail);
    }
}
