using NbaStudio.Data;

namespace NbaStudio.Security;

/// <summary>Who makes an API call.</summary>
/// <param name="Name">For the audit: local, key:(id), browser or anonymous.</param>
/// <param name="Token">What the browser's token is bound to; null for other callers.</param>
public sealed record Caller(CallerKind Kind, string Name, IReadOnlyList<string> Scopes, BrowserToken? Token = null)
{
    public static Caller Local { get; } = new(CallerKind.Local, "local", Security.Scopes.All);

    public static Caller Anonymous { get; } = new(CallerKind.Anonymous, "anonymous", []);

    public static Caller ForKey(ApiKey key) => new(CallerKind.Key, $"key:{key.Id}", key.Scopes);

    public static Caller ForBrowser(BrowserToken token) => new(CallerKind.Browser, "browser", [], token);

    public bool Has(string scope) => Scopes.Contains(scope) || Scopes.Contains(Security.Scopes.Admin);

    /// <summary>False where a browser's token is bound to another customer or channel.</summary>
    public bool MayActFor(string customerId, string channel) => Token is null || (Token.CustomerId == customerId && Token.Channel == channel);
}
