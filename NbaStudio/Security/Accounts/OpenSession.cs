namespace NbaStudio.Security.Accounts;

/// <summary>A session that is open, of an account that may sign in.</summary>
internal sealed record OpenSession(Caller Caller, DateTimeOffset ExpiresAt);

/// <summary>Who is signed in, as read from the database at one moment.</summary>
/// <param name="Any">Whether there is any account: from then on nobody is the local person.</param>
internal sealed record AccountSnapshot(bool Any, IReadOnlyDictionary<string, OpenSession> Sessions);
