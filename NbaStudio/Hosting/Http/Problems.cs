using System.Globalization;

namespace NbaStudio.Hosting.Http;

/// <summary>Every error answer of the API.</summary>
public static class Problems
{
    public static IResult Problem(int status, string title, string? detail = null, IReadOnlyList<FieldError>? errors = null) => new ProblemResult(status, title, detail, errors);

    /// <summary>400 that lists everything wrong in the request.</summary>
    public static IResult Validation(IReadOnlyList<FieldError> errors) =>
        Problem(StatusCodes.Status400BadRequest, "The request is not valid", errors.Count == 1 ? errors[0].Message : $"{errors.Count} things are wrong; see errors.", errors);

    public static IResult Validation(string path, string message, string? allowed = null) => Validation([new FieldError(path, message, allowed)]);

    public static IResult Unauthorized(string detail) => Problem(StatusCodes.Status401Unauthorized, "Not signed in", detail);

    public static IResult Forbidden(string detail) => Problem(StatusCodes.Status403Forbidden, "Not allowed", detail);

    public static IResult NotFound(string detail) => Problem(StatusCodes.Status404NotFound, "Not found", detail);

    public static IResult Conflict(string detail, IReadOnlyList<FieldError>? errors = null) => Problem(StatusCodes.Status409Conflict, "Conflict", detail, errors);

    public static IResult TooLarge(long limit, long? length = null)
    {
        var size = length is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" of {bytes} bytes") : "";
        return Problem(StatusCodes.Status413PayloadTooLarge, "The body is too large", $"The body{size} is longer than {limit} bytes.",
            [new FieldError("", $"The body{size} is too long.", $"at most {limit} bytes")]);
    }
}
