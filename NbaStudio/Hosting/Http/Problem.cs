namespace NbaStudio.Hosting.Http;

/// <summary>RFC 9457 problem details of this API.</summary>
public sealed record Problem(string Type, string Title, int Status, string? Detail = null, IReadOnlyList<FieldError>? Errors = null, string? TraceId = null);
