using Microsoft.AspNetCore.Identity;

namespace NbaStudio.Security.Accounts;

/// <summary>A person who can sign in. Accounts are disabled, never deleted: the audit goes on naming them.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>Role names, separated by commas.</summary>
    public string RoleNames { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null while the account may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>SHA-256 of the one-time link with which the person chooses a password; null where none is open.</summary>
    public byte[]? LinkHash { get; set; }

    public DateTimeOffset? LinkExpiresAt { get; set; }

    /// <summary>Key of the second factor, encrypted; null where there is none.</summary>
    public string? TotpKey { get; set; }

    /// <summary>The last step whose code was used: a code works once.</summary>
    public long TotpStep { get; set; }

    /// <summary>SHA-256 of the recovery codes that are left, in hexadecimal, separated by commas.</summary>
    public string RecoveryHashes { get; set; } = "";
}
