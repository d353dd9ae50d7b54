namespace NbaStudio.Hosting.Http;

/// <summary>A caller's mistake found deep inside an endpoint; becomes its problem answer. Nothing has been changed.</summary>
public sealed class ProblemException(IResult problem, string message) : Exception(message)
{
    public ProblemException(IReadOnlyList<FieldError> errors)
        : this(Problems.Validation(errors), errors.Count > 0 ? errors[0].Message : "The request is not valid.")
    {
    }

    public IResult Problem { get; } = problem;
}
