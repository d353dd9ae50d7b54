using NbaStudio.Data;

namespace NbaStudio.Security;

/// <summary>Who asks for something, in the API or on a page.</summary>
/// <param name="Name">For the audit: local, key:(id), browser, anonymous, or the sign-in name of an account.</param>
/// <param name="Token">What the browser's token is bound to; null for other callers.</param>
public sealed record Caller(CallerKind Kind, string Name, IReadOnlyList<string> Scopes, BrowserToken? Token = null)
{
    public static Caller Local { get; } = new(CallerKind.Local, "local", Security.Scopes.All);

    /// <summary>Whoever runs commands of the program: a person who may read and write its files.</summary>
    public static Caller CommandLine { get; } = new(CallerKind.Local, "command line", Security.Scopes.All);

    public static Caller Anonymous { get; } = new(CallerKind.Anonymous, "anonymous", []);

    public static Caller ForKey(ApiKey key) => new(CallerKind.Key, $"key:{key.Id}", key.Scopes);

    /// <summary>A person who is signed in.</summary>
    /// <param name="name">Sign-in name.</param>
    /// <param name="accountId">Id of the account.</param>
    /// <param name="scopes">What the roles of the account give.</param>
    public static Caller ForAccount(string name, string accountId, IReadOnlyList<string> scopes) => new(CallerKind.Account, name, scopes) { AccountId = accountId };

    public static Caller ForBrowser(BrowserToken token) => new(CallerKind.Browser, "browser", [], token);

    /// <summary>Id of the account; null for callers that are none.</summary>
    public string? AccountId { get; init; }

    /// <summary>Id of the session; null for callers that are no account.</summary>
    public string? SessionId { get; init; }

    public bool Has(string scope) => Scopes.Contains(scope) || Scopes.Contains(Security.Scopes.Admin) || (scope == Security.Scopes.Customer && Scopes.Contains(Security.Scopes.Read));

    /// <summary>Only callers with the scope go on.</summary>
    /// <exception cref="UnauthorizedAccessException">The caller has it not.</exception>
    public void Demand(string scope)
    {
        if (!Has(scope))
        {
            throw new UnauthorizedAccessException($"{Name} may not do this; it needs the scope {scope}.");
        }
    }

    /// <summary>False where a browser's token is bound to another customer or channel.</summary>
    public bool MayActFor(string customerId, string channel) => Token is null || (Token.CustomerId == customerId && Token.Channel == channel);
}
