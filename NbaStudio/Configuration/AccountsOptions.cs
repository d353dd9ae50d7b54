namespace NbaStudio.Configuration;

/// <summary>How long people stay signed in.</summary>
public sealed class AccountsOptions
{
    [Setting("For how many hours a sign-in lasts.", Minimum = 1, Maximum = 720)]
    public int SessionHours { get; init; } = 12;

    [Setting("Sign-in, set-up and one-time-link forms that one address may post in a minute.", Minimum = 1, Maximum = 10_000)]
    public int FormsPerMinute { get; init; } = 30;
}
