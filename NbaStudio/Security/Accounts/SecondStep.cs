namespace NbaStudio.Security.Accounts;

/// <summary>Between password and second factor: who gave the right password, and for how long that is remembered.</summary>
internal static class SecondStep
{
    public const string Scheme = "nba-second-step";
    public const string AccountClaim = "account";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
}
