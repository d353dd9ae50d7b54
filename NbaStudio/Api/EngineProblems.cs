using NbaStudio.Data;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api;

/// <summary>Says what the engine refused in the words of the API.</summary>
internal static class EngineProblems
{
    public static IReadOnlyList<FieldError> ToFields(IReadOnlyList<InputError> errors) => [.. errors.Select(error => new FieldError(error.Path, error.Message, error.Allowed))];

    /// <summary>The answer to an exception of the engine; null for any other.</summary>
    public static IResult? Of(Exception failure) => failure switch
    {
        InvalidInputException mistake => Problems.Validation(ToFields(mistake.Errors)),
        UnknownCustomerException unknown => Problems.Problem(
            StatusCodes.Status404NotFound, "Not found", unknown.Message, [new FieldError("customerId", unknown.Message, "the id of a customer who exists")]),
        CustomerGoneException => Problems.NotFound("The customer was erased."),
        StaleVersionException stale => Problems.Conflict(stale.Message),
        HubBusyException busy => Problems.Problem(StatusCodes.Status503ServiceUnavailable, "The hub is busy", busy.Message),
        HubUnavailableException unavailable => Problems.Problem(StatusCodes.Status503ServiceUnavailable, "The hub is not available", unavailable.Message),
        CommitFailedException or HubStoreException => Problems.Problem(
            StatusCodes.Status503ServiceUnavailable, "The hub could not store it", "Nothing was acknowledged. Send it again with the same ids."),
        _ => null,
    };
}
