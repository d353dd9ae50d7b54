namespace NbaStudio.Security;

public enum CallerKind
{
    /// <summary>The person at this machine while there is no account: holds every scope.</summary>
    Local,

    /// <summary>A person who is signed in.</summary>
    Account,

    /// <summary>A program with an API key.</summary>
    Key,

    /// <summary>A customer's browser with a 15-minute token.</summary>
    Browser,

    /// <summary>Nobody known; only endpoints that check a tracking token themselves take it.</summary>
    Anonymous,
}
