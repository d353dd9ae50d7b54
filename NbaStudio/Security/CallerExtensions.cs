namespace NbaStudio.Security;

public static class CallerExtensions
{
    private static readonly object Key = new();

    /// <summary>Who makes this call; set before any endpoint of the API runs.</summary>
    /// <exception cref="InvalidOperationException">The path is not one of the API.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.Items[Key] as Caller ?? throw new InvalidOperationException("Only API calls have a caller.");

    internal static Caller? FindCaller(this HttpContext context) => context.Items[Key] as Caller;

    internal static void SetCaller(this HttpContext context, Caller caller) => context.Items[Key] = caller;
}
