namespace NbaStudio.Security.Accounts;

/// <summary>An account without its secrets.</summary>
/// <param name="Name">Sign-in name.</param>
/// <param name="IsInvited">Whether no password was chosen yet.</param>
/// <param name="LockedUntil">End of a lock-out that lasts now; null where there is none.</param>
/// <param name="Sessions">Sessions that are open now.</param>
public sealed record AccountView(
    string Id, string Name, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt, bool IsInvited, bool HasSecondFactor, DateTimeOffset? LockedUntil, int Sessions);

/// <summary>A place where somebody is signed in.</summary>
/// <param name="Client">What the browser calls itself, shortened.</param>
public sealed record SessionView(string Id, string AccountId, string Client, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
