namespace NbaStudio.Security;

/// <summary>Which paths belong to the programmatic interface.</summary>
internal static class ApiPaths
{
    public static bool IsApi(PathString path) => path.StartsWithSegments("/api");

    /// <summary>Paths whose callers must be known.</summary>
    public static bool NeedsCaller(PathString path) => IsApi(path) || path.StartsWithSegments("/hubs");

    /// <summary>Paths whose errors are problems in JSON, never pages.</summary>
    public static bool AnswersProblems(PathString path) =>
        NeedsCaller(path) || path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/schemas");
}
