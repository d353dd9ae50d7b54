using NbaStudio.Security.Accounts;

namespace NbaStudio.Data.Accounts;

/// <summary>What a sign-in name may be: 2 to 64 letters or digits of any script, and . - _ @ + between them. Names by which the audit calls others are taken.</summary>
internal static class AccountNames
{
    public const int MaximumLength = 64;
    private static readonly string[] Reserved = ["local", "anonymous", "browser", "console", "system", "nobody"];

    public static AccountIssue? Check(string name) =>
        name.Length is < 2 or > MaximumLength || !name.All(c => char.IsLetterOrDigit(c) || ".-_@+".Contains(c, StringComparison.Ordinal)) || !char.IsLetterOrDigit(name[0]) ? AccountIssue.NameShape
            : Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? AccountIssue.NameReserved : null;
}
